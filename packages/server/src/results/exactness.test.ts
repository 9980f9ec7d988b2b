import type { CreateExperimentRequest, PricingEvent } from "@pricewright/core/api";
import { addStatistics, STATISTICS_COUNTS, STATISTICS_SUMS } from "@pricewright/core/statistics";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Queries } from "../database/database.ts";
import { rebuildStatistics } from "../events/rebuild-statistics.ts";
import { countsOf, exposure, preparePriceTest, sale } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import { readStatistics } from "./queries.ts";

/** How often a property is tried; more with PROPERTY_RUNS. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 10);
const KEY = "license-price";
/** To add to a row, so that sales of which none are left go. */
const NOTHING = {
  ...Object.fromEntries(STATISTICS_COUNTS.map((name) => [name, 0])),
  ...Object.fromEntries(STATISTICS_SUMS.map((name) => [name, 0n])),
  sales: {},
  outcomes: {},
};

let server: TestServer;
let tenant: TestTenant;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.drop());

const prepare = async (changed: Partial<CreateExperimentRequest> = {}) => {
  tenant = await server.newTenant();
  await preparePriceTest(tenant, changed);
};
const track = async (...events: unknown[]) => {
  const { body } = await tenant.post("/v1/events", { events });
  return body.results.map(({ status }: { status: string }) => status);
};
const statistics = async () => {
  const stored = await server.database.inScope(tenant.scope, (queries) =>
    readStatistics(queries, tenant.scope, KEY, {}),
  );
  return addStatistics(stored.flatMap((row) => [row, { ...row, ...NOTHING }]));
};
const refund = (visitor: string, amount: string, changed: Record<string, unknown> = {}) => ({
  type: "refund",
  id: `refund-${visitor}-${amount}`,
  unit: { kind: "visitor", id: visitor },
  occurredAt: "2026-03-05T12:00:00Z",
  conversion: `sale-${visitor}`,
  amount,
  currency: "USD",
  ...changed,
});
const cost = (visitor: string, amount: string, changed: Record<string, unknown> = {}) => ({
  type: "cost",
  id: `cost-${visitor}-${amount}`,
  unit: { kind: "visitor", id: visitor },
  occurredAt: "2026-03-04T12:00:00Z",
  cost: amount,
  currency: "USD",
  ...changed,
});

describe("totals", () => {
  beforeEach(() => prepare());

  it("are net of refunds, whenever they come, and never below nothing", async () => {
    await track(refund("part", "9.00"), exposure("part"), sale("part"));
    await track(exposure("all"), sale("all"), refund("all", "20.00"), refund("all", "30.00"));
    await track(exposure("none"), sale("none", { revenue: "30.00" }));
    expect(await statistics()).toMatchObject([
      {
        visitors: 3,
        conversions: 3,
        refunded: 1,
        irregular: 2,
        revenue: 6000n,
        revenueSquared: 2n * 3000n ** 2n,
        sales: { "license-39": 2 },
      },
    ]);
  });

  it("hold cost to a millionth of a millionth, and its product with revenue", async () => {
    await track(exposure("v"), sale("v"), cost("v", "0.000000000001"), cost("v", "1.5"));
    const pico = 1_500_000_000_001n;
    expect(await statistics()).toMatchObject([
      { cost: pico, costSquared: pico * pico, revenueTimesCost: pico * 3900n, revenue: 3900n },
    ]);
  });

  it("convert by the rates that were fixed, and keep what has none apart", async () => {
    await prepare({ rates: { EUR: "1.1", JPY: "0.0065" } });
    await track(exposure("euro"), sale("euro", { revenue: "10.01", amount: "39.00" }));
    await track(refund("euro", "1.00", { currency: "EUR" }), cost("euro", "2", { currency: "EUR" }));
    await track(exposure("yen"), cost("yen", "100", { currency: "JPY" }), cost("yen", "5", { currency: "CHF" }));
    await track(exposure("franc"), sale("franc", { currency: "CHF" }));
    const rows = await statistics();
    const sum = (name: "revenue" | "cost") => rows.reduce((total, row) => total + row[name], 0n);
    expect(sum("revenue")).toBe(1001n - 110n);
    expect(sum("cost")).toBe(2_200_000_000_000n + 650_000_000_000n);
    expect((await tenant.get("/v1/units/visitor/franc")).body.experiments[0].outcomes).toEqual({
      "sale-franc": "unconverted",
    });
  });

  it("count outcomes from the first exposure to the horizon, the end not included", async () => {
    await prepare({ horizonDays: 7 });
    const at = (time: string, id: string) => sale("v", { id, occurredAt: time });
    await track(
      exposure("v", { occurredAt: "2026-03-02T12:00:00Z" }),
      at("2026-03-02T11:59:59.999Z", "before"),
      at("2026-03-02T12:00:00Z", "first"),
      at("2026-03-09T11:59:59.999Z", "last"),
      at("2026-03-09T12:00:00Z", "after"),
    );
    expect(await statistics()).toMatchObject([{ conversions: 1, irregular: 1, revenue: 7800n }]);
    // A refund belongs to its sale, also when it comes after the horizon.
    await track(refund("v", "39.00", { conversion: "first", occurredAt: "2026-04-20T00:00:00Z" }));
    expect(await statistics()).toMatchObject([{ irregular: 0, revenue: 3900n, sales: { "license-39": 1 } }]);
    // An earlier exposure that comes late moves the horizon, and the cohort.
    await track(exposure("v", { id: "earlier", occurredAt: "2026-03-01T12:00:00Z" }));
    expect(await statistics()).toMatchObject([{ day: "2026-03-01", conversions: 1, revenue: 3900n, irregular: 0 }]);
  });

  it("are kept by declared segments as they were at the first exposure", async () => {
    await prepare({
      segments: [
        { attribute: "country", values: ["DE", "US"] },
        { attribute: "device", values: ["mobile"] },
      ],
    });
    await track(
      exposure("v", { attributes: { country: "US", device: "mobile", email: "ann@example.com" } }),
      sale("v"),
    );
    await track(exposure("w", { attributes: { country: "FR" } }));
    await track(exposure("v", { id: "first", occurredAt: "2026-03-02T10:00:00Z", attributes: { country: "DE" } }));
    const bySegment = Object.fromEntries(
      (await statistics()).map(({ segment, visitors, revenue }) => [segment, [visitors, revenue]]),
    );
    expect(bySegment).toEqual({ "": [2, 3900n], "country=DE": [1, 3900n], "country=other": [1, 0n] });
    const { body } = await tenant.get(`/v1/units/visitor/v`);
    expect(JSON.stringify(body)).not.toContain("ann@example.com");
  });

  it("stay those of the weights under which a unit was first seen, in whatever order events come", async () => {
    const { headers } = await tenant.get(`/v1/experiments/${KEY}`);
    const answer = await server.call("POST", `/v1/experiments/${KEY}/reweight`, {
      key: tenant.secretKey,
      body: { weights: { "price-59": 3 }, reason: "more of it" },
      headers: { "if-match": headers.get("etag") ?? "" },
    });
    expect(answer.status).toBe(200);
    const today = new Date().toISOString();
    await track(exposure("v", { id: "late", occurredAt: today }));
    await track(exposure("v"));
    await track(exposure("w"));
    await track(exposure("w", { id: "again", occurredAt: today }));
    expect(await statistics()).toMatchObject([{ weightEpoch: 1, revision: 1, visitors: 2 }]);
    expect(await rebuildStatistics(server.database, tenant.scope)).toMatchObject({ units: 0, statistics: {} });
  });
});

describe("exclusions", () => {
  it("leave the totals of a run without that traffic", { timeout: 300_000 }, async () => {
    const visitor = fc.constantFrom("a", "b", "c");
    const hour = fc.integer({ min: 0, max: 20 });
    const timeOf = (value: number) => new Date(Date.parse("2026-03-02T00:00:00Z") + value * 3_600_000).toISOString();
    const fact = fc.record({
      visitor,
      hour,
      label: fc.constantFrom("bot", "ad", undefined),
      high: fc.boolean(),
      sold: fc.boolean(),
    });
    const exclusion = fc.oneof(
      fc.constant({ label: "bot" }),
      fc
        .record({ from: hour, hours: fc.integer({ min: 1, max: 8 }) })
        .map(({ from, hours }) => ({ from: timeOf(from), to: timeOf(from + hours) })),
    );
    const exclude = async (body: object) => {
      const { status } = await tenant.post(`/v1/experiments/${KEY}/exclusions`, { ...body, reason: "not people" });
      expect(status).toBe(201);
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fact, { minLength: 1, maxLength: 10 }),
        exclusion,
        fc.nat(10),
        async (facts, left, early) => {
          const events: PricingEvent[] = facts.map(({ visitor: id, hour: at, label, high, sold }, index) =>
            sold
              ? sale(id, { id: `e${index}`, occurredAt: timeOf(at) })
              : exposure(id, {
                  id: `e${index}`,
                  occurredAt: timeOf(at),
                  variant: high ? "price-59" : "price-39",
                  label,
                }),
          );
          const isLeft = (event: PricingEvent) =>
            event.type !== "exposure" ||
            ("label" in left
              ? event.label !== left.label
              : event.occurredAt < left.from || event.occurredAt >= left.to);
          const kept = events.filter(isLeft);
          await prepare();
          if (kept.length > 0) await track(...kept);
          const expected = await statistics();
          await prepare();
          // Some comes before the exclusion, some after.
          const [before, after] = [events.slice(0, early), events.slice(early)];
          if (before.length > 0) await track(...before);
          await exclude(left);
          if (after.length > 0) await track(...after);
          expect(await statistics()).toEqual(expected);
          expect(await rebuildStatistics(server.database, tenant.scope)).toMatchObject({ units: 0, statistics: {} });
        },
      ),
      { numRuns },
    );
  });
});

describe("results", () => {
  it("are read by key from running statistics, and never from events", async () => {
    await prepare();
    await track(exposure("v"), sale("v"));
    expect(await countsOf(tenant)).toMatchObject({ "price-39": [1, 1, 1] });
    const plans: string[] = [];
    await server.database.inScope(tenant.scope, async (queries) => {
      // So small a table is otherwise read whole.
      await queries.execute(sql`set local enable_seqscan = off`);
      await queries.execute(sql`set local enable_bitmapscan = off`);
      const explaining = {
        execute: async (query: ReturnType<typeof sql>) => {
          const plan = (await queries.execute(sql`explain ${query}`)) as unknown as { rows: Record<string, string>[] };
          plans.push(...plan.rows.map((row) => row["QUERY PLAN"] ?? ""));
          return { rows: [] };
        },
      };
      await readStatistics(explaining as unknown as Queries, tenant.scope, KEY, {});
    });
    const plan = plans.join("\n");
    expect(plan).toMatch(/Index Scan using experiment_statistics_key on experiment_statistics/);
    expect(plan).toMatch(/Index Cond:[^\n]*experiment = /);
    expect(plan).not.toMatch(/\bevents/);
    expect(plan).not.toMatch(/Seq Scan/);
  });
});
