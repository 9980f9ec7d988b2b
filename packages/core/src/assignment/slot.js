import murmurhash from "murmurhash";
/** How many slots an experiment's units are spread over. */
export const SLOT_COUNT = 10_000;
const encoder = /* @__PURE__ */ new TextEncoder();
// Salt and id are at most 128 + 1 + 512 bytes; longer input, which assignment refuses, gets its own buffer.
const buffer = /* @__PURE__ */ new Uint8Array(1024);
const viewsByLength = [];
/**
 * The slot of a unit under a salt: `floor(murmur3_x86_32(utf8(salt + "/" + unitId), 0) * 10000 / 2^32)`.
 * An integer from 0 to 9,999, the same in every runtime. This is the rule `pricewright-1`.
 *
 * @example
 * slotOf("pro-price", "v_123"); // always the same number for this pair
 */
export function slotOf(salt, unitId) {
  return Math.floor((hashText(`${salt}/${unitId}`) * SLOT_COUNT) / 2 ** 32);
}
/** murmur3_x86_32 with seed 0 over the UTF-8 bytes of a text; an unsigned 32-bit integer. */
function hashText(text) {
  const { length } = text;
  if (length > buffer.length / 3) return murmurhash.v3(encoder.encode(text), 0);
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 127) return murmurhash.v3(view(encoder.encodeInto(text, buffer).written), 0);
    buffer[index] = unit;
  }
  return murmurhash.v3(view(length), 0);
}
/** The first `length` bytes of the buffer, without making a new view for a length seen before. */
function view(length) {
  const known = viewsByLength[length];
  if (known) return known;
  const made = buffer.subarray(0, length);
  viewsByLength[length] = made;
  return made;
}
