import type { Catalog } from "../catalog/catalog.ts";
import type { PricingDocument } from "../catalog/document/pricing-document.ts";
import { findProductPrice } from "../catalog/find-price.ts";
import type { QuotedPrice } from "../quotes/quote.ts";

/** Of documents that are kept in memory, for units that see the same. */
const quoted = new WeakMap<PricingDocument, { readonly catalog: Catalog; readonly prices: readonly QuotedPrice[] }>();

/** The prices of a document that its catalog version does not list: those a quote must name. */
export function quotedPrices(document: PricingDocument, catalog: Catalog): readonly QuotedPrice[] {
  const known = quoted.get(document);
  if (known?.catalog === catalog) return known.prices;
  const prices = [...document.plans, ...document.packs].flatMap(({ id: plan, prices: shown }) =>
    shown
      .filter(({ id }) => findProductPrice(catalog, id)?.price.listed !== true)
      .map(({ id: price, amount, currency }) => ({ plan, price, amount, currency })),
  );
  quoted.set(document, { catalog, prices });
  return prices;
}
