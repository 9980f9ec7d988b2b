import type { DocumentPlan, DocumentPrice, Interval } from "@pricewright/core/catalog";

/** The price that a plan shows at an interval: its own at that interval, else its first, else none. */
export function priceFor(plan: DocumentPlan, interval: Interval | null): DocumentPrice | undefined {
  return plan.prices.find((price) => price.interval === interval) ?? plan.prices[0];
}
