import type { Interval } from "../interval.ts";

const STEPS = 40;
const MARGIN = 0.25;

/**
 * Prices to draw a demand curve at: from 25 % below to 25 % above what was tested, and to the ends of the best price's
 * interval where those lie further out, but never beyond half the lowest or twice the highest.
 */
export function curvePrices(lowest: number, highest: number, best: Interval): number[] {
  const from = Math.max(lowest / 2, Math.min(lowest * (1 - MARGIN), best[0]));
  const to = Math.min(highest * 2, Math.max(highest * (1 + MARGIN), best[1]));
  return Array.from({ length: STEPS + 1 }, (_, step) => from + ((to - from) * step) / STEPS);
}
