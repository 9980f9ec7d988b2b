import { resultsResponse } from "@pricewright/core/api";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rebuildStatistics } from "../events/rebuild-statistics.ts";
import { experiment, exposure, idOf, republish, sale } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

const KEY = "license-price";
const price = (amount: number, interval: "month" | "year") => ({
  id: `pro-${amount}`,
  amount: `${amount}.00`,
  interval,
});
const catalog = {
  currency: "USD",
  plans: [
    {
      id: "pro",
      name: "Pro",
      prices: [
        price(39, "month"),
        price(390, "year"),
        { ...price(59, "month"), listed: false },
        { ...price(590, "year"), listed: false },
        { id: "setup", amount: "100.00", interval: "once" },
      ],
    },
  ],
};
const test = {
  ...experiment,
  revenue: "monthly-equivalent",
  variants: [
    { key: "price-39", prices: ["pro-39", "pro-390"] },
    { key: "price-59", prices: ["pro-59", "pro-590"] },
  ],
};

let server: TestServer;
let tenant: TestTenant;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date("2026-05-29T00:00:00Z") });
});
afterAll(() => server.drop());
beforeEach(async () => {
  tenant = await server.newTenant();
  await tenant.post("/v1/catalog", catalog);
});

const track = async (events: unknown[]) => {
  const { body } = await tenant.post("/v1/events", { events });
  return new Set(body.results.map(({ status }: { status: string }) => status));
};
const shown = (visitor: string, variant: "price-39" | "price-59") => {
  const id = variant === "price-39" ? 39 : 59;
  return exposure(visitor, { variant, shown: [{ price: `pro-${id}`, amount: `${id}.00`, currency: "USD" }] });
};
const bought = (visitor: string, amount: number, changed: object = {}) =>
  sale(visitor, { price: `pro-${amount}`, amount: `${amount}.00`, ...changed });

describe("revenue by the month", () => {
  it("divides by the interval, takes the last payment of each account, and says so", async () => {
    expect((await tenant.post("/v1/experiments", test)).status).toBe(201);
    const [monthly, yearly, none] = [1, 2, 3].map((index) => idOf("price-39", `low-${index}`)) as [
      string,
      string,
      string,
    ];
    const high = idOf("price-59", "high");
    const events = [
      ...[monthly, yearly, none].map((visitor) => shown(visitor, "price-39")),
      shown(high, "price-59"),
      bought(monthly, 39),
      bought(monthly, 39, { id: "renewal", occurredAt: "2026-04-03T12:00:00Z" }),
      bought(yearly, 390, { occurredAt: "2026-03-04T12:00:00Z" }),
      bought(yearly, 100, { id: "setup", price: "setup", occurredAt: "2026-03-04T12:00:00Z" }),
      bought(high, 59),
      {
        type: "cost",
        id: "c",
        unit: { kind: "visitor", id: high },
        occurredAt: "2026-03-05T00:00:00Z",
        cost: "5",
        currency: "USD",
      },
    ];
    expect(await track(events)).toEqual(new Set(["accepted"]));
    const body = resultsResponse.parse((await tenant.get(`/v1/experiments/${KEY}/results`)).body);
    expect(body.experiment.revenue).toBe("monthly-equivalent");
    expect(body.report).toMatchObject({ revenue: "monthly-equivalent", metric: "revenue-per-visitor" });
    const [low, top] = body.report.variants;
    // 39 a month and 390 / 12 = 32.5 a month, of three visitors.
    expect(low).toMatchObject({ visitors: 3, conversions: 2, marginPerVisitor: null });
    expect(low?.observed.revenuePerVisitor).toBeCloseTo((39 + 32.5) / 3, 12);
    expect(top?.observed.revenuePerVisitor).toBe(59);
    expect(body.sentences).toContain(
      "Revenue is by the month: of a payment for a year a twelfth counts, and of several payments the last.",
    );
    const found = await rebuildStatistics(server.database, tenant.scope);
    expect(found.statistics).toEqual({});
    const copy = await tenant.post(`/v1/experiments/${KEY}/clone`, { key: "again" });
    expect(copy.body).toMatchObject({ status: "draft", revenue: "monthly-equivalent", variants: test.variants });

    await track([
      {
        type: "refund",
        id: "r",
        unit: { kind: "visitor", id: yearly },
        occurredAt: "2026-03-06T00:00:00Z",
        conversion: `sale-${yearly}`,
        amount: "195.00",
        currency: "USD",
      },
    ]);
    const after = resultsResponse.parse((await tenant.get(`/v1/experiments/${KEY}/results`)).body);
    expect(after.report.variants[0]?.observed.revenuePerVisitor).toBeCloseTo((39 + 16.25) / 3, 12);
  });

  it("models plans by what they are a month, and plans the test with that", async () => {
    const monthOnly = test.variants.map(({ key, prices }) => ({ key, prices: prices.slice(1) }));
    await republish(server, tenant, {
      ...catalog,
      plans: [{ ...catalog.plans[0], prices: [price(390, "year"), { ...price(590, "year"), listed: false }] }],
    });
    expect((await tenant.post("/v1/experiments", { ...test, variants: monthOnly })).status).toBe(201);
    const [low, high] = [idOf("price-39"), idOf("price-59")];
    const yearShown = (visitor: string, variant: string, amount: number) =>
      exposure(visitor, { variant, shown: [{ price: `pro-${amount}`, amount: `${amount}.00`, currency: "USD" }] });
    await track([
      yearShown(low, "price-39", 390),
      yearShown(high, "price-59", 590),
      bought(low, 390),
      bought(high, 590),
    ]);
    const { report, demand } = (await tenant.get(`/v1/experiments/${KEY}/results`)).body;
    expect(report.model).toMatchObject({ name: "single-price" });
    expect(report.variants.map((variant: { observed: object }) => variant.observed)).toEqual([
      { conversion: 1, revenuePerVisitor: 32.5 },
      { conversion: 1, revenuePerVisitor: 49.17 },
    ]);
    expect(demand.atTestedPrices.map((at: { price: number }) => at.price)).toEqual([32.5, 49.17]);
    const plan = await tenant.post(`/v1/experiments/${KEY}/plan`, { visitorsPerDay: 1000, conversion: 0.02 });
    expect(plan.body.comparisons).toMatchObject([{ prices: [32.5, 49.17] }]);
  });

  it("is refused for what is paid once and for margins, with every problem", async () => {
    const answer = await tenant.post("/v1/experiments", {
      ...test,
      metric: "margin-per-visitor",
      guardrails: [{ kind: "margin", tolerance: 1 }],
      variants: [test.variants[0], { key: "price-59", prices: ["pro-59", "setup"] }],
    });
    expect(answer.status).toBe(400);
    expect(answer.body.problems.map(({ field, code }: { field: string; code: string }) => [field, code])).toEqual([
      ["metric", "not-by-month"],
      ["guardrails.0", "not-by-month"],
      ["variants.1.prices.1", "not-by-month"],
    ]);
    const draft = await tenant.post("/v1/experiments", {
      ...test,
      draft: true,
      revenue: "cash",
      metric: "margin-per-visitor",
    });
    const patched = await server.call("PATCH", `/v1/experiments/${KEY}`, {
      key: tenant.secretKey,
      headers: { "if-match": draft.headers.get("etag") ?? "" },
      body: { revenue: "monthly-equivalent" },
    });
    expect(patched.body.problems).toMatchObject([{ field: "metric", code: "not-by-month" }]);
  });
});
