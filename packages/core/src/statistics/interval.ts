/** Probability that an interval of a report holds. */
export const REPORT_LEVEL = 0.95;

/** Lower and upper end of an interval. */
export type Interval = readonly [low: number, high: number];

/** The central interval of a posterior that holds `level` of its probability, for example 0.95. */
export function credibleInterval(posterior: { quantile(p: number): number }, level: number): Interval {
  return [posterior.quantile((1 - level) / 2), posterior.quantile((1 + level) / 2)];
}
