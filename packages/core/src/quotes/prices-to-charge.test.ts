import { describe, expect, it } from "vitest";
import { definePricing } from "../catalog/define-pricing.ts";
import { pricesToCharge } from "./prices-to-charge.ts";
import type { Quote } from "./quote.ts";

const first = definePricing({
  currency: "USD",
  plans: [
    {
      id: "pro",
      name: "Pro",
      prices: [
        { id: "pro-25", amount: "25", interval: "month" },
        { id: "pro-29", amount: "29", interval: "month", listed: false },
        { id: "pro-250", amount: "250", interval: "year" },
      ],
    },
    {
      id: "early",
      name: "Early",
      prices: [{ id: "early-5", amount: "5", interval: "month" }],
      available: { until: "2023-01-01T00:00:00Z" },
    },
  ],
  packs: [{ id: "small", name: "Small", credits: "10", prices: [{ id: "small-1", amount: "1" }] }],
  creditValue: "0.1",
});
const second = definePricing({
  currency: "USD",
  plans: [{ id: "pro", name: "Pro", prices: [{ id: "pro-35", amount: "35", interval: "month" }] }],
});
const quote: Quote = {
  id: "q_1",
  issuer: "pricewright",
  tenant: "acme",
  environment: "live",
  unit: { kind: "visitor", id: "v_1" },
  catalogVersion: 1,
  experiments: {},
  currency: "USD",
  prices: [{ plan: "pro", price: "pro-29", amount: "29", currency: "USD" }],
  preview: false,
  issuedAt: 1_700_000_000,
  expiresAt: 1_700_086_400,
};
const none = new Map();
const ids = (list: readonly { readonly price: string }[]) => list.map(({ price }) => price);

describe("pricesToCharge", () => {
  it("puts the named price in the listed one's place, and leaves the others", () => {
    const { prices } = pricesToCharge(quote, { catalogs: [first], withdrawn: none });
    expect(prices).toEqual([
      { plan: "pro", interval: "month", price: "pro-29", amount: "29", currency: "USD" },
      { plan: "pro", interval: "year", price: "pro-250", amount: "250", currency: "USD" },
      { plan: "small", interval: "once", price: "small-1", amount: "1", currency: "USD" },
    ]);
  });

  it("keeps a price that the quote's version does not know any more", () => {
    const { prices } = pricesToCharge(quote, { catalogs: [first, second], withdrawn: none });
    expect(ids(prices)).toEqual(["pro-29"]);
  });

  it("charges nothing in a currency that was not quoted, and nothing without a catalog", () => {
    const euros = { ...quote, currency: "EUR", prices: [] };
    expect(pricesToCharge(euros, { catalogs: [first], withdrawn: none }).prices).toEqual([]);
    expect(pricesToCharge(quote, { catalogs: [], withdrawn: none }).prices).toEqual([]);
  });

  it("honours a quote from before a withdrawal, where it is to be honoured", () => {
    const at = (seconds: number, honour: "issued" | "none") => {
      const withdrawn = new Map([["pro-29", { honour, withdrawnAt: new Date(seconds * 1000) }]]);
      return ids(pricesToCharge(quote, { catalogs: [first], withdrawn }).withdrawn);
    };
    expect(at(quote.issuedAt, "issued")).toEqual([]);
    expect(at(quote.issuedAt - 1, "issued")).toEqual(["pro-29"]);
    expect(at(quote.issuedAt, "none")).toEqual(["pro-29"]);
  });
});
