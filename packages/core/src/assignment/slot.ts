import murmurhash from "murmurhash";

/** How many slots an experiment's units are spread over. */
export const SLOT_COUNT = 10_000;

/** The one encoder of this package. */
export const encoder: TextEncoder = /* @__PURE__ */ new TextEncoder();
// Room for three bytes a UTF-16 unit of the longest salt (`holdout:` and 128) and id (512) that assignment takes.
const buffer = /* @__PURE__ */ new Uint8Array(2048);
const viewsByLength: Uint8Array[] = [];

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

/** Writes a text's UTF-8 into the buffer, without making an object when it is ASCII. Gives the end. */
function write(text: string, start: number): number {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 127) return start + encoder.encodeInto(text, buffer.subarray(start)).written;
    buffer[start + index] = unit;
  }
  return start + text.length;
}

/** The first `length` bytes of the buffer, without making a new view for a length seen before. */
function view(length: number): Uint8Array {
  viewsByLength[length] ??= buffer.subarray(0, length);
  return viewsByLength[length];
}
