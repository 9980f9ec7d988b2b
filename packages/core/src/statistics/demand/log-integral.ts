import { visitNodes } from "../quadrature/integrate.ts";
import { climbDensity, DEPTH, type DensityWindowOptions, densityPanels } from "./density-window.ts";

/** Between nodes of the trapezoidal rule, in standard deviations; a normal density is then good to e^-46. */
const SPACING = 0.65;
const MOST_NODES = 4000;

/** Where to look for the density, and how finely. */
export interface LogIntegralOptions extends DensityWindowOptions {
  /** Widest spacing of nodes; poles of the density in the complex plane lie at least some 4 times as far away. */
  readonly widest: number;
}

/**
 * Logarithm of the integral of a smooth density with one top. On a whole line the trapezoidal rule converges
 * geometrically, so some twenty-five nodes reach rounding error; a density that its domain cuts off gets Gauss-Legendre panels.
 *
 * @see https://dlmf.nist.gov/3.5#i
 */
export function logIntegral(logDensity: (x: number) => number, options: LogIntegralOptions): number {
  const { least = -Infinity } = options;
  const highest = climbDensity(logDensity, options);
  const { mode, top, deviation } = highest;
  if (top === -Infinity) return top;
  let sum = 0;
  if (least > -Infinity && logDensity(least) > top - DEPTH) {
    visitNodes(densityPanels(logDensity, highest, least), (x, weight) => {
      sum += weight * Math.exp(logDensity(x) - top);
    });
    return top + Math.log(sum);
  }
  const spacing = Math.min(options.widest, deviation * SPACING);
  for (const direction of [1, -1]) {
    for (let node = direction > 0 ? 0 : 1; node < MOST_NODES; node++) {
      const fall = logDensity(mode + direction * node * spacing) - top;
      if (!(fall > -DEPTH)) break;
      sum += Math.exp(fall);
    }
  }
  return top + Math.log(sum * spacing);
}
