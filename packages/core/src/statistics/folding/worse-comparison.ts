import type { Comparison } from "./unit-record.ts";

/** Of two comparisons the one that says more: a difference, then an equality. */
export function worseComparison(a: Comparison, b: Comparison): Comparison {
  return a === "different" || b === "different" ? "different" : a === "equal" ? a : b;
}
