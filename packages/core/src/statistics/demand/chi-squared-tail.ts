import { tabulateDensity } from "../quadrature/tabulated-density.ts";

/**
 * Probability that a chi-squared number of `degrees` degrees of freedom is above `value`, good to about 1e-13. The
 * density of its logarithm is smooth, so it is tabulated like any other.
 *
 * @see https://en.wikipedia.org/wiki/Chi-squared_distribution
 */
export function chiSquaredTail(value: number, degrees: number): number {
  if (value <= 0) return 1;
  const mode = Math.log(degrees);
  const density = (v: number) => Math.exp((degrees * (v - mode) - Math.exp(v) + degrees) / 2);
  const range = { from: mode - 1 - 82 / degrees, to: Math.log(2 * degrees + 200), split: mode, widest: 8 };
  return Math.max(0, 1 - tabulateDensity(density, range).cdf(Math.log(value)));
}
