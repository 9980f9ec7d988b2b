import murmurhash from "murmurhash";
import { buffer, encoder, view, write } from "./text-bytes.ts";

/** How many slots an experiment's units are spread over. */
export const SLOT_COUNT = 10_000;

/**
 * The slot of a unit under a salt: `floor(murmur3_x86_32(utf8(salt + "/" + unitId), 0) * 10000 / 2^32)`.
 * An integer from 0 to 9,999, the same in every runtime. This is the rule `pricewright-1`. Nothing is
 * normalised, and a lone surrogate is hashed as U+FFFD.
 *
 * @example
 * slotOf("pro-price", "v_123"); // always the same number for this pair
 */
export function slotOf(salt: string, unitId: string): number {
  let bytes: Uint8Array;
  if ((salt.length + unitId.length) * 3 < buffer.length) {
    const end = write(salt, 0);
    buffer[end] = 47; // the slash
    bytes = view(write(unitId, end + 1));
  } else bytes = encoder.encode(`${salt}/${unitId}`);
  return Math.floor((murmurhash.v3(bytes, 0) * SLOT_COUNT) / 2 ** 32);
}
