/** A share as points of a hundred, such as 7 for 0.07, without the dust of binary fractions. */
export function toPoints(share: number): number {
  return Number((share * 100).toFixed(6));
}
