import type { GrantInput } from "@pricewright/core/credits";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CatalogRow } from "../experiments/pricing-cache.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { purchaseGrants } from "./grant-purchase.ts";

const catalog = {
  currency: "USD",
  creditValue: "0.01",
  plans: [
    {
      id: "core",
      name: "Core",
      prices: [
        { id: "core-month", amount: "25.00", interval: "month" },
        { id: "core-year", amount: "250.00", interval: "year" },
      ],
      credits: { amount: "2500", per: "month", rollover: { max: "1000" } },
    },
    {
      id: "team",
      name: "Team",
      prices: [{ id: "team-month", amount: "90.00", interval: "month" }],
      credits: { amount: "100000", per: "year" },
    },
    { id: "plain", name: "Plain", prices: [{ id: "plain-month", amount: "9.00", interval: "month" }] },
    {
      id: "gift",
      name: "Gift",
      prices: [{ id: "gift-month", amount: "9.00", interval: "month" }],
      credits: { amount: "100", per: "once", expiresAfter: { count: 30, unit: "day" } },
    },
  ],
  packs: [{ id: "ten", name: "Ten", credits: "1000", bonus: "200", prices: [{ id: "ten-once", amount: "10.00" }] }],
};

let server: TestServer;
let catalogs: readonly CatalogRow[];
let tenant: Awaited<ReturnType<TestServer["newTenant"]>>;
beforeAll(async () => {
  server = await startTestServer();
  tenant = await server.newTenant();
  expect((await tenant.post("/v1/catalog", catalog)).body).toMatchObject({ version: 1 });
  catalogs = (await server.services.pricing.get(tenant.scope)).catalogs;
});
afterAll(() => server.drop());

const purchase = (price: string, at = "2026-01-31T10:00:00.000Z") => ({
  id: `stripe:in_1:${price}:paid`,
  unit: { kind: "account" as const, id: "acme" },
  price,
  occurredAt: new Date(at),
});
const brief = (grants: readonly GrantInput[]) =>
  grants.map(({ id, amount, kind, effectiveAt, expiresAt }) => [
    id,
    Number(amount) / 1e6,
    kind,
    effectiveAt && new Date(effectiveAt).toISOString().slice(0, 10),
    expiresAt && new Date(expiresAt).toISOString().slice(0, 10),
  ]);

describe("what a payment brings", () => {
  it("is a pack with its bonus apart", () => {
    expect(brief(purchaseGrants(purchase("ten-once"), catalogs, 0))).toEqual([
      ["stripe:in_1:ten-once:paid", 1000, "paid", "2026-01-31", undefined],
      ["stripe:in_1:ten-once:paid/bonus", 200, "promotional", "2026-01-31", undefined],
    ]);
  });

  it("is a month's credits for a month, and twelve months' for a year, by the calendar", () => {
    const month = purchaseGrants(purchase("core-month"), catalogs, 3);
    expect(brief(month).map(([, ...rest]) => rest)).toEqual([[2500, "paid", "2026-01-31", "2026-02-28"]]);
    expect(month[0]?.rollover).toMatchObject({ maximum: 1_000_000_000n });
    const year = brief(purchaseGrants(purchase("core-year"), catalogs, 0));
    expect(year.map(([, , , from]) => from).slice(0, 4)).toEqual([
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
    ]);
    expect([year.length, new Set(year.map(([id]) => id)).size]).toEqual([12, 12]);
  });

  it("is a year's credits with the first of twelve monthly payments", () => {
    const counts = Array.from(
      { length: 14 },
      (_, earlier) => purchaseGrants(purchase("team-month"), catalogs, earlier).length,
    );
    expect(counts).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
  });

  it("is given once under one id where it is once, and nothing where nothing is included", () => {
    expect(brief(purchaseGrants(purchase("gift-month"), catalogs, 0))).toEqual([
      ["plan/gift", 100, "paid", "2026-01-31", "2026-03-02"],
    ]);
    expect(purchaseGrants(purchase("plain-month"), catalogs, 0)).toEqual([]);
    expect(purchaseGrants(purchase("unknown"), catalogs, 0)).toEqual([]);
  });

  it("is the account's, once, however often it is told", async () => {
    const first = purchase("ten-once", new Date(Date.now() - 1000).toISOString());
    const known = {
      pricing: await server.services.pricing.get(tenant.scope),
      secrets: await server.services.secretsOf(tenant.scope.tenantId),
    };
    const once = () =>
      server.database.inScope(tenant.scope, (queries) =>
        server.services.onPurchase(queries, tenant.scope, first, known),
      );
    await once();
    await once();
    const { body } = await tenant.get("/v1/accounts/acme/credits");
    expect(body).toMatchObject({ available: "1200" });
  });
});
