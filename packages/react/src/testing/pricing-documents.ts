import type { PricingDocument } from "@pricewright/core/catalog";

const PLAN = { description: null, features: [], entitlements: [], custom: false, trialDays: null, credits: null };

/** One plan at one price that is under test. */
export function singlePlanDocument(experiment = "license-price"): PricingDocument {
  return {
    locale: "en-US",
    currency: "USD",
    plans: [
      {
        ...PLAN,
        id: "license",
        name: "License",
        description: "Yours for good.",
        features: ["Three computers", "A year of updates"],
        prices: [{ id: "license-39", amount: "39.00", currency: "USD", interval: "once", formatted: "$39" }],
      },
    ],
    packs: [],
    intervals: ["once"],
    experiments: [{ key: experiment, variant: "price-39", counted: true }],
  };
}

/** Two plans by month and by year, and one without a price. */
export function subscriptionDocument(): PricingDocument {
  const plan = (id: string, name: string, month: number, year: number) => ({
    ...PLAN,
    id,
    name,
    prices: [
      {
        id: `${id}-month`,
        amount: `${month}.00`,
        currency: "EUR",
        interval: "month" as const,
        formatted: `${month} €`,
      },
      { id: `${id}-year`, amount: `${year}.00`, currency: "EUR", interval: "year" as const, formatted: `${year} €` },
    ],
  });
  return {
    locale: "de-DE",
    currency: "EUR",
    plans: [
      plan("starter", "Starter", 9, 90),
      plan("team", "Team", 29, 290),
      { ...PLAN, id: "enterprise", name: "Enterprise", custom: true, prices: [] },
    ],
    packs: [],
    intervals: ["month", "year"],
    experiments: [],
  };
}
