import { definePricing, type PricingDocument, pricingDocument } from "@pricewright/core/catalog";
import { testQuote } from "@pricewright/react/testing";

const catalog = definePricing({
  currency: "USD",
  creditValue: "0.01",
  plans: [
    {
      id: "starter",
      name: "Starter",
      description: "For one person who ships now and then.",
      features: [
        { id: "projects", name: "Projects", type: "limit", limit: 3 },
        { id: "seats", name: "Seats", type: "limit", limit: 1 },
        { id: "sso", name: "Single sign-on", type: "boolean", included: false },
      ],
      prices: [
        { id: "starter-month", amount: "12", interval: "month" },
        { id: "starter-year", amount: "120", interval: "year" },
        { id: "starter-month-eur", amount: "11", currency: "EUR", interval: "month" },
        { id: "starter-year-eur", amount: "110", currency: "EUR", interval: "year" },
      ],
    },
    {
      id: "team",
      name: "Team",
      description: "For a team that ships every week.",
      features: [
        { id: "projects", name: "Projects", type: "unlimited" },
        { id: "seats", name: "Seats", type: "limit", limit: 10 },
        { id: "sso", name: "Single sign-on", type: "boolean", included: true },
      ],
      credits: { amount: "1000", per: "month" },
      trialDays: 14,
      prices: [
        { id: "team-month", amount: "39", interval: "month" },
        { id: "team-year", amount: "390", interval: "year" },
        { id: "team-month-49", amount: "49", interval: "month", listed: false },
        { id: "team-year-490", amount: "490", interval: "year", listed: false },
        { id: "team-month-eur", amount: "45", currency: "EUR", interval: "month" },
        { id: "team-year-eur", amount: "450", currency: "EUR", interval: "year" },
      ],
    },
    {
      id: "enterprise",
      name: "Enterprise",
      description: "For companies with rules of their own.",
      custom: true,
      features: [
        { id: "projects", name: "Projects", type: "unlimited" },
        { id: "seats", name: "Seats", type: "unlimited" },
        { id: "sso", name: "Single sign-on", type: "boolean", included: true },
      ],
    },
  ],
  packs: [
    { id: "small", name: "Small", credits: "1000", prices: [{ id: "small-10", amount: "10" }] },
    { id: "medium", name: "Medium", credits: "5000", bonus: "500", prices: [{ id: "medium-45", amount: "45" }] },
  ],
  experiments: [
    {
      key: "team-price",
      control: "listed",
      variants: [
        { key: "listed", prices: ["team-month", "team-year"] },
        { key: "dearer", prices: ["team-month-49", "team-year-490"] },
      ],
    },
  ],
});

/** What this visitor sees: of the test of Team's price, the dearer variant. */
export function pricingIn(currency: string): PricingDocument {
  const seen = { experiment: "team-price", variant: "dearer", slot: 4711, reason: "assigned", counted: true } as const;
  return pricingDocument({ catalog, currency, locale: "en-US", assignments: [seen] });
}

/** The visitor's prices, as a server gives them with the page. */
export const pricing: PricingDocument = pricingIn("USD");

/** The quote that they can be bought on. */
export const quote: string = testQuote({ experiments: ["team-price"] });
