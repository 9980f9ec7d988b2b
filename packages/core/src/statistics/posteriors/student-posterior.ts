import type { Posterior } from "./posterior.ts";
import { tabulatedPosterior } from "./tabulated-posterior.ts";
import { tailEnd } from "./tail-end.ts";

/** Parameters of a Student t distribution. */
export interface StudentParameters {
  readonly location: number;
  /** Above 0. */
  readonly scale: number;
  /** Above 2, so that the variance exists. */
  readonly degreesOfFreedom: number;
}

/** In units of the coordinate; at this width tails like `e^(-u)` are resolved. */
const WIDEST_PANEL = 2;

/**
 * The Student t distribution with a location and a scale: what is known of a mean after data with an unknown
 * variance, under the usual reference prior. Works in `u` with `x = location + scale * sinh(u)`, which turns the
 * power-law tails of few degrees of freedom into exponential ones.
 *
 * @see https://en.wikipedia.org/wiki/Student%27s_t-distribution
 */
export function studentPosterior({ location, scale, degreesOfFreedom }: StudentParameters): Posterior {
  const logDensity = (u: number): number =>
    Math.log(Math.cosh(u)) - ((degreesOfFreedom + 1) / 2) * Math.log1p(Math.sinh(u) ** 2 / degreesOfFreedom);
  const end = tailEnd(logDensity, 1);
  return tabulatedPosterior({
    mean: location,
    variance: (scale * scale * degreesOfFreedom) / (degreesOfFreedom - 2),
    density: (u) => Math.exp(logDensity(u)),
    from: -end,
    to: end,
    split: 0,
    widest: WIDEST_PANEL,
    coordinate: {
      toValue: (u) => location + scale * Math.sinh(u),
      toCoordinate: (x) => Math.asinh((x - location) / scale),
      slope: (u) => scale * Math.cosh(u),
    },
  });
}
