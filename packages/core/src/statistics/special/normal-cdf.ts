import { chiSquaredUpperTail } from "./chi-squared-upper-tail.ts";

/** The probability that a standard normal number is at most `z`; its square is chi-squared with one degree of freedom. */
export function normalCdf(z: number): number {
  const tail = chiSquaredUpperTail(z * z, 1) / 2;
  return z < 0 ? tail : 1 - tail;
}
