import { type Catalog, findProductPrice, type PricingDocument } from "@pricewright/core/catalog";
import type { QuotedPrice } from "@pricewright/core/quotes";

/** The prices of a document that its catalog version does not list: those a quote must name. */
export function quotedPrices({ plans, packs }: PricingDocument, catalog: Catalog): QuotedPrice[] {
  return [...plans, ...packs].flatMap(({ id: plan, prices }) =>
    prices
      .filter(({ id }) => findProductPrice(catalog, id)?.price.listed !== true)
      .map(({ id: price, amount, currency }) => ({ plan, price, amount, currency })),
  );
}
