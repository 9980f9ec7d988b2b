import type { Posterior } from "./posterior.ts";

/** How an expectation is to be taken. */
export interface ExpectationOptions {
  /**
   * Divide the values so that `f` is smooth on every panel; asked for only where even steps do not settle. Left out
   * where `f` is smooth in itself.
   */
  readonly panels?: () => readonly number[];
  /**
   * Change between two levels, in the unit of `f`, at which the finer is taken.
   *
   * @default 1e-13
   */
  readonly tolerance?: number;
}

const MOST_LEVELS = 5;

/**
 * The mean of `f` under a posterior: by the trapezoidal rule, whose error is squared or better by every halving of the
 * step where `f` is as smooth as the density; by panels where halving shows that it is not, as when `f` is a
 * distribution function with a bound within reach.
 */
export function expectation(
  posterior: Posterior,
  f: (x: number) => number,
  { panels, tolerance = 1e-13 }: ExpectationOptions,
): number {
  let added = 0;
  const add = (x: number, mass: number) => {
    added += mass * f(x);
  };
  posterior.visitEvenly(0, add);
  let sum = added;
  let lastChange = 1;
  for (let level = 1; level <= MOST_LEVELS; level++) {
    added = 0;
    posterior.visitEvenly(level, add);
    const change = Math.abs(added - sum / 2);
    sum = sum / 2 + added;
    if (change < tolerance) return sum;
    if (panels && level > 1 && change > lastChange ** 1.4) break;
    lastChange = change;
  }
  if (!panels) return sum;
  added = 0;
  posterior.visitMass(panels(), add);
  return added;
}
