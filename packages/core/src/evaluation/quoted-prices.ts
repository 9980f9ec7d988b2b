import type { Catalog } from "../catalog/catalog.ts";
import type { PricingDocument } from "../catalog/document/pricing-document.ts";
import { findProductPrice } from "../catalog/find-price.ts";
import type { QuotedPrice } from "../quotes/quote.ts";

/** The prices of a document that its catalog version does not list: those a quote must name. */
export function quotedPrices({ plans, packs }: PricingDocument, catalog: Catalog): QuotedPrice[] {
  return [...plans, ...packs].flatMap(({ id: plan, prices }) =>
    prices
      .filter(({ id }) => findProductPrice(catalog, id)?.price.listed !== true)
      .map(({ id: price, amount, currency }) => ({ plan, price, amount, currency })),
  );
}
