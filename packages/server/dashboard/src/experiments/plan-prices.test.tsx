import { describe, expect, it } from "vitest";
import { testablePrices, withTriedPrices } from "./plan-prices.ts";
import { readAmounts } from "./read-amounts.ts";
import { toKey } from "./to-key.ts";

const catalog = {
  currency: "USD",
  plans: [
    {
      id: "pro",
      name: "Pro",
      prices: [
        { id: "pro-39", amount: "39.00", interval: "month" as const },
        { id: "pro-390", amount: "390.00", interval: "year" as const },
        { id: "pro-59", amount: "59.00", interval: "month" as const, listed: false },
      ],
    },
  ],
};

describe("withTriedPrices", () => {
  it("takes prices that the list has, and adds the others unlisted", () => {
    const [today] = testablePrices(catalog);
    if (!today) throw new Error("There is a price.");
    const tried = withTriedPrices(catalog, today, ["59", "49"]);
    expect(tried.prices.map(({ id }) => id)).toEqual(["pro-59", "pro-39-try-49"]);
    expect(tried.changed).toBe(true);
    expect(tried.catalog.plans[0]?.prices?.at(-1)).toEqual({
      id: "pro-39-try-49",
      amount: "49",
      currency: "USD",
      interval: "month",
      listed: false,
    });
    expect(withTriedPrices(catalog, today, ["59"]).changed).toBe(false);
  });

  it("offers listed prices only, of every interval", () => {
    expect(testablePrices(catalog).map(({ id }) => id)).toEqual(["pro-39", "pro-390"]);
  });
});

describe("readAmounts", () => {
  it.each([
    ["49, 59", ["49", "59"]],
    ["49;59.5 49", ["49", "59.50"]],
    ["", null],
    ["49, many", null],
    ["-3", null],
  ])("reads %j", (text, amounts) => {
    expect(readAmounts(text, "en-US")).toEqual(amounts);
  });

  it.each([
    ["49,50", ["49.50"]],
    ["49, 59,5; 69", ["49", "59.50", "69"]],
    ["49.50", ["49.50"]],
    ["1.000", null],
  ])("reads %j of a reader whose decimals begin with a comma", (text, amounts) => {
    expect(readAmounts(text, "de-DE")).toEqual(amounts);
  });
});

describe("toKey", () => {
  it.each([
    ["Price of Pro", "price-of-pro"],
    ["Größe (€)", "gro-e"],
    ["***", "test"],
  ])("makes a key of %j", (name, key) => {
    expect(toKey(name)).toBe(key);
  });
});
