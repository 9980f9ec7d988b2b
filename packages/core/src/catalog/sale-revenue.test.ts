import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePico } from "../money/scaled-decimal.ts";
import { definePricing } from "./define-pricing.ts";
import { type Sale, saleRevenue } from "./sale-revenue.ts";

const catalog = definePricing({
  currency: "USD",
  creditValue: "0.01",
  plans: [
    {
      id: "plain",
      name: "Plain",
      prices: [{ id: "plain-25", amount: "25", interval: "month" }],
    },
    {
      id: "pro",
      name: "Pro",
      credits: { amount: "2000", per: "month" },
      prices: [
        { id: "pro-50", amount: "50", interval: "month" },
        { id: "pro-500", amount: "500", interval: "year" },
        { id: "pro-45", amount: "45", currency: "EUR", interval: "month" },
      ],
    },
    {
      id: "yearly",
      name: "Yearly credits",
      credits: { amount: "2400", per: "year" },
      prices: [{ id: "yearly-10", amount: "10", interval: "month" }],
    },
    {
      id: "welcome",
      name: "Welcome",
      credits: { amount: "500", per: "once" },
      prices: [{ id: "welcome-20", amount: "20", interval: "month" }],
    },
  ],
  packs: [{ id: "small", name: "Small", credits: "1000", prices: [{ id: "small-10", amount: "10" }] }],
});

const sale: Sale = {
  at: "2026-03-01T00:00:00Z",
  customer: "c_1",
  price: "plain-25",
  currency: "USD",
  paid: "25",
  isFirst: true,
};
const parts = (changed: Partial<Sale>) =>
  saleRevenue(catalog, { ...sale, ...changed }).map(({ kind, amount, plan }) => `${kind} ${amount} ${plan}`);

describe("saleRevenue", () => {
  it("takes a plan without credits for a fee, and a pack for money for credits", () => {
    expect(parts({})).toEqual(["fee 25 plain"]);
    expect(parts({ price: "small-10", paid: "8.50" })).toEqual(["credits 8.5 null"]);
  });

  it("takes what a plan's credits are worth out of its fee", () => {
    expect(parts({ price: "pro-50", paid: "50" })).toEqual(["fee 30 pro", "credits 20 pro"]);
    expect(parts({ price: "pro-500", paid: "500" })).toEqual(["fee 260 pro", "credits 240 pro"]);
    expect(parts({ price: "yearly-10", paid: "10" })).toEqual(["fee 8 yearly", "credits 2 yearly"]);
    expect(parts({ price: "welcome-20", paid: "20" })).toEqual(["fee 15 welcome", "credits 5 welcome"]);
    expect(parts({ price: "welcome-20", paid: "20", isFirst: false })).toEqual(["fee 20 welcome"]);
  });

  it("takes no more for credits than was paid", () => {
    expect(parts({ price: "pro-50", paid: "12" })).toEqual(["credits 12 pro"]);
    expect(parts({ price: "pro-50", paid: "0" })).toEqual([]);
  });

  it("takes for a fee what it cannot value", () => {
    expect(parts({ price: "pro-45", currency: "EUR", paid: "45" })).toEqual(["fee 45 pro"]);
    expect(parts({ price: "unknown" })).toEqual(["fee 25 null"]);
    expect(saleRevenue(undefined, sale)).toMatchObject([{ kind: "fee", amount: "25", customer: "c_1" }]);
  });

  it("takes back of a refund what was of each", () => {
    expect(parts({ price: "pro-50", paid: "50", amount: "-10" })).toEqual(["fee -6 pro", "credits -4 pro"]);
    expect(parts({ price: "pro-50", paid: "50", amount: "150" })).toEqual(["fee 90 pro", "credits 60 pro"]);
  });

  it("splits without losing a pico-unit", () => {
    const prices = fc.constantFrom("plain-25", "pro-50", "pro-500", "yearly-10", "welcome-20", "small-10");
    const cents = fc.integer({ min: 1, max: 100_000 });
    const money = (amount: number) => (amount / 100).toFixed(2);
    fc.assert(
      fc.property(
        prices,
        cents,
        fc.integer({ min: -100_000, max: 100_000 }),
        fc.boolean(),
        (price, paid, moved, isFirst) => {
          const amount = money(moved);
          const found = saleRevenue(catalog, { ...sale, price, paid: money(paid), amount, isFirst });
          expect(found.reduce((sum, part) => sum + parsePico(String(part.amount)), 0n)).toBe(parsePico(amount));
        },
      ),
    );
  });
});
