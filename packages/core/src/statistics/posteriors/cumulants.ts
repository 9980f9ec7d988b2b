import type { Posterior } from "./posterior.ts";

/** The first four cumulants of a number: they add up over independent ones. */
export interface Cumulants {
  readonly mean: number;
  readonly variance: number;
  readonly third: number;
  readonly fourth: number;
}

/**
 * Cumulants of a function of a number, good to a few digits: a place to start from, not a result. Values at which the
 * function is not finite are left out.
 *
 * @see https://en.wikipedia.org/wiki/Cumulant
 */
export function roughCumulants(posterior: Posterior, of: (x: number) => number): Cumulants {
  const values: number[] = [];
  const masses: number[] = [];
  posterior.visitEvenly(0, (x, mass) => {
    const value = of(x);
    if (!Number.isFinite(value)) return;
    values.push(value);
    masses.push(mass);
  });
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  const mean = values.reduce((sum, value, node) => sum + (masses[node] as number) * value, 0) / total;
  let [variance, third, fourth] = [0, 0, 0];
  values.forEach((value, node) => {
    const deviation = value - mean;
    const square = ((masses[node] as number) / total) * deviation * deviation;
    variance += square;
    third += square * deviation;
    fourth += square * deviation * deviation;
  });
  return { mean, variance, third, fourth: fourth - 3 * variance * variance };
}
