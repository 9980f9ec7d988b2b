/**
 * What is known about one number of one arm after the data: a probability distribution. Everything that
 * compares arms is written once against this interface.
 */
export interface Posterior {
  readonly mean: number;
  readonly variance: number;
  /** Probability that the number is at most `x`. */
  cdf(x: number): number;
  /** Probability density at `x`. */
  density(x: number): number;
  /** The value that is exceeded with probability `1 - p`, for `p` strictly between 0 and 1. */
  quantile(p: number): number;
  /**
   * Calls `visit(x, mass)` at quadrature nodes of the whole distribution, divided at the ascending points given: the
   * integral of `h` over it is the sum of `mass * h(x)`.
   */
  visitMass(panels: readonly number[], visit: (x: number, mass: number) => void): void;
  /**
   * Calls `visit(x, mass)` at points evenly spaced in a coordinate in which the density is smooth and its tails are
   * light: at level 0 at a few, at every further level at those midway between all points so far. The masses of a
   * level are those at its own step, so the integral of `h` is half of what the levels before gave plus what this
   * one gives.
   */
  visitEvenly(level: number, visit: (x: number, mass: number) => void): void;
  /**
   * Ascending points that divide the values into panels on which `cdf` and `density` are smooth enough for
   * the quadrature rule. Outside them lies less than 1e-18 of the probability.
   */
  readonly panels: readonly number[];
}
