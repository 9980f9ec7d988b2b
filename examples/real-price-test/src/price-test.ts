import type { PublishCatalogRequest } from "@pricewright/core/api";
import data from "../data/price-test.json" with { type: "json" };

/** The published figures. */
export const priceTest = data;

/** Key of the experiment that the published test is replayed into. */
export const EXPERIMENT = "license-price";

/** Key of the experiment that the pricing page runs. */
export const LIVE_EXPERIMENT = "license-price-live";

/** Id of the price of an amount. */
export function priceId(amount: number): string {
  return `license-${amount}`;
}

/** What the test sold: one licence, at the price everyone knew and at the one that was tried. */
export const catalog: PublishCatalogRequest = {
  currency: data.currency,
  plans: [
    {
      id: "license",
      name: "Licence",
      description: "One person, all their machines, for as long as they like.",
      features: ["Every feature, nothing held back", "Updates for one year", "30 days to change your mind"],
      prices: data.arms.map(({ price }, index) => ({
        id: priceId(price),
        amount: price.toFixed(2),
        interval: "once" as const,
        listed: index === 0,
      })),
    },
  ],
};
