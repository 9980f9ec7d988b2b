import type { PricingDocument } from "@pricewright/core/catalog";

/** Ids of the prices of a document that another one does not have, or has at another amount. */
export function missingPrices(shown: PricingDocument, now: PricingDocument): string[] {
  const offered = new Set(pricesOf(now).map(priceText));
  return pricesOf(shown).flatMap((price) => (offered.has(priceText(price)) ? [] : [price.id]));
}

type Priced = Pick<PricingDocument["plans"][number]["prices"][number], "id" | "amount" | "currency">;

function pricesOf({ plans, packs }: PricingDocument): Priced[] {
  return [...plans, ...packs].flatMap(({ prices }) => prices);
}

function priceText({ id, amount, currency }: Priced): string {
  return JSON.stringify([id, amount, currency]);
}
