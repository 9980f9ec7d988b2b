const MAXIMUM_BYTES = 512;
/** Whether an id can be assigned: not empty, and at most 512 bytes of UTF-8. */
export function isUnitId(id) {
  if (typeof id !== "string" || id === "" || id.length > MAXIMUM_BYTES) return false;
  // A UTF-16 unit takes at most three bytes, so only long ids need to be measured.
  return id.length * 3 <= MAXIMUM_BYTES || new TextEncoder().encode(id).length <= MAXIMUM_BYTES;
}
