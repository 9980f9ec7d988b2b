const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * FNV-1a over the UTF-16 code units of a text, which for ASCII is the published 32-bit FNV-1a; an unsigned integer.
 *
 * @param state Where to go on from: the result for a text that comes before this one.
 */
export function fnv1a32(text: string, state: number = OFFSET_BASIS): number {
  let hash = state;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), PRIME);
  return hash >>> 0;
}
