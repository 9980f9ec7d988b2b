import type { Assignment } from "../assignment/assignment.ts";
import { catalogOf, type PriceBook } from "./price-book.ts";
import { variantPrices } from "./variant-prices.ts";

/** Ids of prices that a unit was shown before and is offered no more, so that a page can say so before checkout. */
export function withdrawnPrices(assignments: readonly Assignment[], currency: string, book: PriceBook): string[] {
  if (book.withdrawn.size === 0) return [];
  const prices = assignments.flatMap(({ experiment: key, variant, reason }) => {
    const experiment = book.experiments.get(key);
    return experiment && reason === "frozen"
      ? variantPrices(experiment, variant, catalogOf(book, experiment.catalogVersion))
      : [];
  });
  const withdrawn = prices.filter((price) => price.currency === currency && book.withdrawn.has(price.price));
  return [...new Set(withdrawn.map(({ price }) => price))];
}
