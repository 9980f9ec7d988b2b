const PRIME = 0x0000000001000000000000000000013bn;
const BASIS = 0x6c62272e07bb014262b821756295c58dn;

/**
 * An id that follows from the unit, the experiment and its revision, so that every page, tab and reload gives an exposure
 * the same one. It is the 128-bit FNV-1a hash of the parts, for it has to be short and there at once.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9923
 */
export function exposureId(...parts: readonly (string | number)[]): string {
  const hash = new TextEncoder()
    .encode(JSON.stringify(parts))
    .reduce((state, byte) => BigInt.asUintN(128, (state ^ BigInt(byte)) * PRIME), BASIS);
  return `exposure_${hash.toString(36)}`;
}
