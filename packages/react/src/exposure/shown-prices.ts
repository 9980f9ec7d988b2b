import type { ShownPrice } from "@pricewright/core";
import type { Interval, PricingDocument } from "@pricewright/core/catalog";
import { priceFor } from "../table/price-for.ts";

/** The prices that a page shows at an interval: at most one a plan. */
export function shownPrices(document: PricingDocument, interval: Interval | null): ShownPrice[] {
  return document.plans
    .flatMap((plan) => priceFor(plan, interval) ?? [])
    .map(({ id, amount, currency }) => ({ price: id, amount, currency }));
}
