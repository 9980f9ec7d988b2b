import type { DocumentPrice, Interval } from "@pricewright/core/catalog";

/** The price that a plan or pack shows at an interval: its own at that interval, else its first, else none. */
export function priceFor(
  { prices }: { readonly prices: readonly DocumentPrice[] },
  interval: Interval | null,
): DocumentPrice | undefined {
  return prices.find((price) => price.interval === interval) ?? prices[0];
}
