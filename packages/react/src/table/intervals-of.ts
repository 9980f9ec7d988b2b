import type { Interval, PricingDocument } from "@pricewright/core/catalog";

/** The intervals between which a visitor can choose, in the document's order; empty where no plan offers a choice. */
export function intervalsOf(document: PricingDocument): readonly Interval[] {
  const choices = document.plans.filter(({ prices }) => prices.length > 1).flatMap(({ prices }) => prices);
  return [...new Set(choices.map(({ interval }) => interval))];
}
