import { describe, expect, it } from "vitest";
import { definePricing } from "../catalog/define-pricing.ts";
import { catalogPriceOf } from "./catalog-price-of.ts";

const price = (id: string, stripe?: string) =>
  ({ id, amount: "39.00", interval: "month", listed: false, ...(stripe && { providers: { stripe } }) }) as const;
const catalogOf = (...prices: ReturnType<typeof price>[]) =>
  definePricing({
    currency: "USD",
    plans: [{ id: "pro", name: "Pro", prices: [{ id: "listed", amount: "29", interval: "month" }, ...prices] }],
  });
const catalogs = [
  catalogOf(price("old", "price_1")),
  catalogOf(price("new", "price_1"), price("twin", "price_1"), price("own")),
];
const find = (providerPrice: string | null, said: string | null = null) =>
  catalogPriceOf(catalogs, { provider: "stripe", providerPrice, said });

describe("catalogPriceOf", () => {
  it("goes by the provider's id, in the newest catalog that has it", () => {
    expect(find("price_1")).toBe("new");
  });

  it("tells prices of one id apart by what the metadata says", () => {
    expect([find("price_1", "twin"), find("price_1", "old"), find("price_1", "own")]).toEqual(["twin", "old", "new"]);
  });

  it("believes the metadata where the provider made a price for the sale, and not against another price", () => {
    expect([find("price_made", "own"), find(null, "own"), find("price_made", "new")]).toEqual(["own", "own", null]);
  });

  it("knows no price that no catalog has", () => {
    expect([find("price_2"), find(null), find("price_2", "unknown")]).toEqual([null, null, null]);
  });

  it("goes by the metadata alone at the sandbox", () => {
    expect(catalogPriceOf(catalogs, { provider: "sandbox", providerPrice: null, said: "new" })).toBe("new");
  });
});
