import { describe, expect, it } from "vitest";
import type { CatalogInput } from "../catalog-input.ts";
import { definePricing } from "../define-pricing.ts";
import { catalogHash } from "./catalog-hash.ts";
import { type CatalogPlacement, catalogOfCustomer } from "./catalog-of-customer.ts";
import { diffCatalogs } from "./diff-catalogs.ts";
import { moveCustomer } from "./move-customer.ts";
import { publishCatalog } from "./publish-catalog.ts";

const first: CatalogInput = {
  currency: "USD",
  creditValue: "0.01",
  plans: [
    {
      id: "pro",
      name: "Pro",
      features: ["Everything", { id: "seats", name: "Seats", type: "limit", limit: 5 }],
      prices: [{ id: "pro-25", amount: "25", interval: "month" }],
      credits: { amount: "1000", per: "month" },
    },
    { id: "basic", name: "Basic", prices: [{ id: "basic-5", amount: "5", interval: "month" }] },
  ],
  markup: [{ percent: "30" }, { match: { plan: "basic" }, percent: "60" }],
};
const second: CatalogInput = {
  ...first,
  plans: [
    {
      id: "pro",
      name: "Pro",
      features: [
        "Everything",
        { id: "seats", name: "Seats", type: "limit", limit: 3 },
        { id: "sso", name: "Single sign-on", type: "boolean", included: true },
      ],
      prices: [
        { id: "pro-25", amount: "25", interval: "month", listed: false },
        { id: "pro-29", amount: "29", interval: "month" },
      ],
      credits: { amount: "1200", per: "month" },
      trialDays: 14,
    },
  ],
  markup: [{ percent: "40" }],
};

describe("publishCatalog", () => {
  const one = publishCatalog([], first);

  it("counts versions, and publishes none for what says the same", () => {
    expect(one).toMatchObject({ version: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const reordered = Object.fromEntries(Object.entries(first).reverse()) as unknown as CatalogInput;
    expect(publishCatalog([one], reordered)).toBe(one);
    expect(publishCatalog([one], second)).toMatchObject({ version: 2 });
  });

  it("has a hash that never changes", () => {
    // sha256sum of {"currency":"USD","plans":[{"features":[],"id":"pro","name":"Pro","prices":[{"amount":"1",
    // "currency":"USD","id":"p","interval":"once","listed":true}]}]}, in one line.
    const plans = [{ id: "pro", name: "Pro", prices: [{ id: "p", amount: "1", interval: "once" }] }] as const;
    expect(catalogHash(definePricing({ currency: "USD", plans }))).toBe(
      "694cd63b0e1be8b1b0905aba38fca22aecdc1b84411c99f1768694283b45a337",
    );
  });

  it("refuses to let an id of a price stand for something else, in whichever version it was", () => {
    const two = publishCatalog([one], second);
    const changed = (price: object) => ({
      ...first,
      markup: [],
      plans: [{ id: "pro", name: "Pro", prices: [{ id: "pro-25", amount: "25", interval: "month", ...price }] }],
    });
    const publish = (price: object) => publishCatalog([one, two], changed(price) as CatalogInput).version;
    expect(publish({ amount: "25.00", listed: true, providers: { stripe: "price_1" } })).toBe(3);
    for (const price of [{ amount: "26" }, { currency: "EUR" }, { interval: "year" }])
      expect(() => publish(price)).toThrow(
        expect.objectContaining({
          code: "price-changed",
          problems: [expect.objectContaining({ path: ["plans", 0, "prices", 0] })],
        }),
      );
    expect(() => publishCatalog([one, two], changed({ id: "basic-5", amount: "5" }) as CatalogInput)).toThrow(
      /"basic-5" was 5 USD \(month\) for "basic"/,
    );
  });
});

describe("catalogOfCustomer", () => {
  const published = [publishCatalog([], first), publishCatalog([publishCatalog([], first)], second)];
  const at = (time: string) => new Date(`${time}T00:00:00Z`);

  it("keeps the version that was bought until a move", () => {
    const bought: CatalogPlacement[] = [{ version: 1, since: "2026-01-01T00:00:00Z" }];
    expect(catalogOfCustomer(published, bought, at("2027-01-01")).version).toBe(1);
    const moved = moveCustomer({ published, plan: "pro", placements: bought, version: 2, at: at("2026-06-01") });
    expect(catalogOfCustomer(published, moved.placements, at("2026-05-31")).version).toBe(1);
    expect(catalogOfCustomer(published, moved.placements, at("2026-06-01")).version).toBe(2);
    expect(catalogOfCustomer(published, [], at("2026-06-01")).version).toBe(2);
  });

  it("names the versions that there are where one does not exist", () => {
    expect(() =>
      catalogOfCustomer(published, [{ version: 7, since: "2026-01-01T00:00:00Z" }], at("2027-01-01")),
    ).toThrow(expect.objectContaining({ code: "unknown-version", message: expect.stringContaining("1, 2") }));
    expect(() => catalogOfCustomer([], [], at("2027-01-01"))).toThrow(/No catalog was published/);
  });

  it("says what a move changes for the customer, and only that", () => {
    const placements = [{ version: 1, since: "2026-01-01T00:00:00Z" }];
    const move = (plan: string, version = 2) =>
      moveCustomer({ published, plan, placements, version, at: at("2026-06-01") });
    expect(move("pro").changes.map(({ subject, id, before, after }) => [subject, id, before, after])).toEqual([
      ["price", "pro-29", null, "29 USD per month"],
      ["feature", "seats", "5", "3"],
      ["feature", "sso", null, "included"],
      ["credits", "credits", "1000 per month", "1200 per month"],
      ["trial", "trial", null, "14 days"],
      ["markup", "everything", "percent 30", "percent 40"],
    ]);
    expect(move("basic").changes).toEqual([
      { subject: "plan", change: "removed", id: "basic", product: "basic", before: "Basic", after: null },
    ]);
    expect(move("pro", 1)).toEqual({ placements, changes: [] });
  });
});

describe("diffCatalogs", () => {
  const [before, after] = [definePricing(first), definePricing(second)];

  it("tells new customers from those who keep what they have", () => {
    const { newCustomers, customers, problems } = diffCatalogs(before, after);
    expect(problems).toEqual([]);
    expect(newCustomers.map(({ subject, change, id }) => `${subject} ${id} ${change}`)).toEqual([
      "plan basic removed",
      "price pro-25 changed",
      "price pro-29 added",
      "feature seats changed",
      "feature sso added",
      "credits credits changed",
      "trial trial added",
      "markup everything changed",
      "markup plan basic removed",
    ]);
    expect(customers.map(({ plan, whenMoved }) => [plan, whenMoved.length])).toEqual([
      ["pro", 6],
      ["basic", 1],
    ]);
  });

  it("finds nothing between a catalog and itself", () => {
    const { newCustomers, customers, problems } = diffCatalogs(before, definePricing(first));
    expect([newCustomers, customers.flatMap(({ whenMoved }) => whenMoved), problems]).toEqual([[], [], []]);
  });

  it("says that a price cannot change", () => {
    const price = { id: "pro-25", amount: "27", interval: "month" } as const;
    const changed = definePricing({ currency: "USD", plans: [{ id: "pro", name: "Pro", prices: [price] }] });
    expect(diffCatalogs(before, changed).problems).toEqual([
      expect.objectContaining({ code: "price-changed", message: expect.stringContaining("another id") }),
    ]);
  });
});
