import { describe, expect, it } from "vitest";
import { createAssigner } from "../assignment/create-assigner.ts";
import type { Experiment } from "../assignment/experiment.ts";
import { definePricing } from "./define-pricing.ts";
import { pricingDocument } from "./document/pricing-document.ts";

const catalog = definePricing({
  currency: "USD",
  plans: [
    {
      id: "pro",
      name: "Pro",
      features: ["Everything"],
      prices: [
        { id: "pro-39", amount: "39.00", interval: "month", providers: { stripe: "price_secret" } },
        { id: "pro-59", amount: "59.00", interval: "month", listed: false },
        { id: "pro-390", amount: "390.00", interval: "year" },
        { id: "pro-35-eur", amount: "35.00", currency: "EUR", interval: "month" },
      ],
    },
  ],
});

const experiment: Experiment = {
  key: "pro-price",
  status: "running",
  control: "price-39",
  variants: [
    { key: "price-39", weight: 7, prices: ["pro-39"] },
    { key: "price-59", weight: 3, prices: ["pro-59"] },
  ],
};

function documentFor(variant: string, options = {}) {
  const assignment = { experiment: "pro-price", variant, reason: "assigned", slot: 1, counted: true } as const;
  return pricingDocument({ catalog, experiments: [experiment], assignments: [assignment], ...options });
}

describe("definePricing", () => {
  it("fills in defaults", () => {
    const [plan] = definePricing({
      currency: "EUR",
      plans: [{ id: "a", name: "A", prices: [{ id: "a-1", amount: "1", interval: "once" }] }],
    }).plans;
    expect(plan).toEqual({
      id: "a",
      name: "A",
      features: [],
      prices: [{ id: "a-1", amount: "1", currency: "EUR", interval: "once", listed: true }],
    });
  });

  it("reports every problem at once, with its path", () => {
    const price = { id: "p", amount: "39.001", interval: "month" } as const;
    const plan = { id: "pro", name: "Pro", prices: [price, { ...price, amount: "-1" }] };
    expect(() =>
      definePricing({ currency: "USD", plans: [plan, { ...plan, prices: [{ ...price, id: "q", amount: "1" }] }] }),
    ).toThrow(
      expect.objectContaining({
        code: "invalid-catalog",
        problems: [
          expect.objectContaining({ path: ["plans", 0, "prices", 0, "amount"] }),
          expect.objectContaining({ path: ["plans", 0, "prices", 1, "id"] }),
          expect.objectContaining({ path: ["plans", 0, "prices", 1, "amount"] }),
          expect.objectContaining({ path: ["plans", 0, "prices", 1, "listed"] }),
          expect.objectContaining({ path: ["plans", 1, "id"] }),
        ],
      }),
    );
  });
});

describe("pricingDocument", () => {
  it("shows the listed prices of one currency, one for each interval", () => {
    expect(documentFor("price-39").plans[0]?.prices.map(({ id, formatted }) => [id, formatted])).toEqual([
      ["pro-39", "$39"],
      ["pro-390", "$390"],
    ]);
    expect(documentFor("price-39", { currency: "EUR", locale: "de-DE" }).plans[0]?.prices).toEqual([
      { id: "pro-35-eur", amount: "35.00", currency: "EUR", interval: "month", formatted: "35\u00a0€" },
    ]);
  });

  it("puts the variant's price in place of the catalog's", () => {
    expect(documentFor("price-59").plans[0]?.prices.map(({ id }) => id)).toEqual(["pro-59", "pro-390"]);
  });

  it("names the experiments it knows and leaves out those it does not", () => {
    const assigner = createAssigner([experiment]);
    const assignments = ["pro-price", "no-such-test"].map((key) => assigner.assign(key, { id: "v_1" }));
    const document = pricingDocument({ catalog, experiments: [experiment], assignments });
    expect(document.experiments.map(({ key }) => key)).toEqual(["pro-price"]);
  });

  it("says nothing of weights, of slots, or of what others see", () => {
    const text = JSON.stringify(documentFor("price-39"));
    for (const secret of ["59", "weight", "slot", "price-59", "listed", "price_secret"])
      expect(text).not.toContain(secret);
  });
});
