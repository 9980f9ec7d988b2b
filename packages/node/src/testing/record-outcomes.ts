import { pricingEvent } from "@pricewright/core/api";
import type { Catalog } from "@pricewright/core/catalog";
import { definePricing } from "@pricewright/core/catalog";
import type { EventInput } from "../pricing/event-input.ts";
import type { Pricing } from "../pricing/pricing.ts";

/** Takes outcomes in as a server does: each must be one, and an id counts once. */
export interface OutcomeRecord extends Pick<Pricing, "track" | "flush"> {
  readonly outcomes: () => readonly EventInput[];
  /** Sales, and what they brought in hundredths, net of what went back. */
  readonly earned: () => readonly [sales: number, net: number];
}

/** Makes one. */
export function recordOutcomes(): OutcomeRecord {
  const stored = new Map<string, EventInput>();
  const hundredths = (amount = "0") => Math.round(Number(amount) * 100);
  return {
    track: (event) => {
      const { id } = pricingEvent.parse(event);
      if (!stored.has(id)) stored.set(id, event);
      return id;
    },
    flush: async () => {},
    outcomes: () => [...stored.values()],
    earned: () => {
      const all = [...stored.values()];
      const sales = all.filter((event) => event.type === "conversion");
      const back = all.reduce((sum, event) => sum + (event.type === "refund" ? hundredths(event.amount) : 0), 0);
      return [sales.length, sales.reduce((sum, { revenue }) => sum + hundredths(revenue), 0) - back];
    },
  };
}

/** A price list that Stripe and Lemon Squeezy sell from. */
export const soldCatalog: Catalog = definePricing({
  currency: "USD",
  plans: [
    {
      id: "pro",
      name: "Pro",
      prices: [
        { id: "pro-39", amount: "39.00", interval: "month", providers: { stripe: "price_39", lemonsqueezy: "39" } },
        {
          id: "pro-59",
          amount: "59.00",
          interval: "month",
          listed: false,
          providers: { stripe: "price_59", lemonsqueezy: "59" },
        },
      ],
    },
  ],
});
