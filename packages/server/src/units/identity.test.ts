import type { PricingEvent } from "@pricewright/core/api";
import { addStatistics, STATISTICS_COUNTS, STATISTICS_SUMS } from "@pricewright/core/statistics";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { addToStatistics } from "../events/queries.ts";
import { rebuildStatistics } from "../events/rebuild-statistics.ts";
import { readStatistics } from "../results/queries.ts";
import { countsOf, exposure, idOf, preparePriceTest, sale } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

/** How often a property is tried; more with PROPERTY_RUNS. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 12);
const KEY = "license-price";
/** To add to a row, so that sales of which none are left go. */
const NOTHING = {
  ...Object.fromEntries(STATISTICS_COUNTS.map((name) => [name, 0])),
  ...Object.fromEntries(STATISTICS_SUMS.map((name) => [name, 0n])),
  sales: {},
  outcomes: {},
};
/** Every table that holds an id of a unit, or might. */
const TABLES = [
  "frozen_records",
  "identities",
  "units",
  "uses",
  "events",
  "event_ids",
  "outcomes",
  "checkouts",
  "idempotency_keys",
  "audit_log",
  "internal_units",
  "experiments",
  "experiment_revisions",
];

let server: TestServer;
let tenant: TestTenant;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.drop());
beforeEach(async () => {
  tenant = await server.newTenant();
  await preparePriceTest(tenant);
});

const track = (events: readonly unknown[]) => tenant.post("/v1/events", { events });
const identify = (visitor: string, account: string, at = "2026-03-02T13:00:00Z") =>
  tenant.post("/v1/identify", { visitor, account, at });
const variantOf = async (kind: "visitor" | "account", id: string): Promise<string> =>
  (await tenant.post("/v1/evaluate", { unit: { kind, id } })).body.assignments[0].variant;
const statistics = async () => {
  const stored = await server.database.inScope(tenant.scope, (queries) =>
    readStatistics(queries, tenant.scope, KEY, {}),
  );
  // What comes to nothing says nothing.
  return addStatistics(stored.flatMap((row) => [row, { ...row, ...NOTHING }]));
};
const rebuild = () => rebuildStatistics(server.database, tenant.scope);
const erase = (kind: "visitor" | "account", id: string) =>
  server.call("DELETE", `/v1/units/${kind}/${encodeURIComponent(id)}`, { key: tenant.secretKey });

/** Everything stored of the tenant, as text. */
async function storedText(): Promise<string> {
  const texts = await server.database.inScope(tenant.scope, async (queries) => {
    const found: string[] = [];
    for (const table of TABLES)
      found.push(
        ...(await rows<{ text: string }>(queries, sql`select t::text as text from ${sql.identifier(table)} t`)).map(
          ({ text }) => text,
        ),
      );
    return found;
  });
  return texts.join("\n");
}

describe("POST /v1/identify", () => {
  it("keeps the price that the visitor saw, and counts one unit", async () => {
    const [visitor, account] = [idOf("price-59", "visitor"), idOf("price-39", "account")];
    expect(await variantOf("visitor", visitor)).toBe("price-59");
    await track([exposure(visitor, { variant: "price-59" })]);
    const { status, body } = await identify(visitor, account);
    expect([status, body]).toEqual([200, { visitor, account, warnings: [] }]);
    expect(await variantOf("account", account)).toBe("price-59");
    const unit = { kind: "account", id: account } as const;
    await track([
      exposure("", { id: "later", unit, variant: "price-59", occurredAt: "2026-03-04T00:00:00Z" }),
      sale("", { id: "sold", unit, price: "license-59", amount: "59.00", occurredAt: "2026-03-05T00:00:00Z" }),
    ]);
    expect(await countsOf(tenant)).toEqual({ "price-39": [0, 0, 0], "price-59": [1, 1, 1] });
    const { report } = (await tenant.get(`/v1/experiments/${KEY}/results`)).body;
    expect(report.health).toEqual([]);
  });

  it("gives an identified visitor and its account one price also in a test that is new to both", async () => {
    const [visitor, account] = [idOf("price-59", "visitor"), idOf("price-39", "account")];
    await identify(visitor, account);
    const [seen, ...others] = await Promise.all([
      variantOf("visitor", visitor),
      variantOf("account", account),
      variantOf("visitor", visitor),
    ]);
    expect(others).toEqual([seen, seen]);
  });

  it("leaves a visitor with the earliest account, whichever is told first", async () => {
    const [visitor] = [idOf("price-39", "visitor")];
    await track([exposure(visitor), sale(visitor)]);
    expect((await identify(visitor, "later", "2026-03-05T00:00:00Z")).body.account).toBe("later");
    expect((await identify(visitor, "earlier", "2026-03-04T00:00:00Z")).body.account).toBe("earlier");
    expect((await identify(visitor, "later", "2026-03-06T00:00:00Z")).body.account).toBe("earlier");
    expect(await countsOf(tenant)).toMatchObject({ "price-39": [1, 1, 1] });
    expect((await tenant.get("/v1/units/account/later")).body.events).toEqual([]);
    expect((await tenant.get("/v1/units/account/earlier")).body.events).toHaveLength(2);
  });

  it("takes out who was shown two variants, and keeps the revenue visible", async () => {
    const [visitor, account] = [idOf("price-39", "visitor"), idOf("price-59", "account")];
    const unit = { kind: "account", id: account } as const;
    await track([
      exposure(visitor),
      exposure("", { id: "own", unit, variant: "price-59", occurredAt: "2026-03-03T00:00:00Z" }),
      sale(visitor),
    ]);
    await identify(visitor, account);
    expect(await countsOf(tenant)).toEqual({ "price-39": [1, 0, 0], "price-59": [0, 0, 0] });
    expect(
      (await statistics()).map(({ multipleExposure, excludedRevenue }) => [multipleExposure, excludedRevenue]),
    ).toEqual([[1, 3900n]]);
    expect((await tenant.get(`/v1/units/visitor/${visitor}`)).body.experiments[0]).toMatchObject({
      standing: "multiple-exposure",
    });
    expect(await variantOf("visitor", visitor)).toBe(await variantOf("account", account));
  });

  it("refuses a time in the future, browsers, and warns about personal ids", async () => {
    expect((await identify("v", "a", "2999-01-01T00:00:00Z")).body).toMatchObject({
      status: 400,
      problems: [{ field: "at", code: "in-the-future" }],
    });
    const body = { visitor: "v", account: "a" };
    expect((await server.call("POST", "/v1/identify", { key: tenant.publishableKey, body })).status).toBe(403);
    expect((await identify("v", "ann@example.com")).body.warnings).toMatchObject([
      { field: "account", code: "personal-id" },
    ]);
  });

  it("counts one use of a visitor and its account, in whatever order they are joined", async () => {
    tenant = await server.newTenant("live");
    await preparePriceTest(tenant);
    const account = { kind: "account", id: "account-1" } as const;
    const uses = () =>
      server.database.inScope(tenant.scope, (queries) =>
        rows<{ uses: number }>(queries, sql`select uses::int as uses from quota_counters`),
      );
    await track([exposure("visitor-1"), exposure("visitor-2"), exposure("", { id: "own", unit: account })]);
    expect(await uses()).toEqual([{ uses: 3 }]);
    await identify("visitor-1", account.id);
    await identify("visitor-2", account.id);
    expect(await uses()).toEqual([{ uses: 1 }]);
    await track([exposure("visitor-2", { id: "again" })]);
    expect(await uses()).toEqual([{ uses: 1 }]);
    await identify("visitor-2", "account-2", "2026-03-01T00:00:00Z");
    expect(await uses()).toEqual([{ uses: 2 }]);
  });

  it("comes to the same totals and to one price in every order", { timeout: 300_000 }, async () => {
    const visitor = idOf("price-59", "visitor");
    const [mine, other] = [idOf("price-39", "mine"), idOf("price-59", "other")];
    const own = { kind: "account", id: mine } as const;
    const events = (shownToAccount: string): PricingEvent[] => [
      exposure(visitor, { variant: "price-59" }),
      exposure(visitor, { id: "again", variant: "price-59", occurredAt: "2026-03-06T00:00:00Z" }),
      exposure("", { id: "account", unit: own, variant: shownToAccount, occurredAt: "2026-03-05T00:00:00Z" }),
      sale(visitor, { price: "license-59", amount: "59.00" }),
      sale("", { id: "second", unit: own, price: "license-59", amount: "59.00", occurredAt: "2026-03-07T00:00:00Z" }),
      {
        type: "refund",
        id: "back",
        unit: own,
        occurredAt: "2026-03-08T00:00:00Z",
        conversion: `sale-${visitor}`,
        amount: "9.00",
        currency: "USD",
      },
    ];
    type Step = { readonly event: PricingEvent } | { readonly link: readonly [string, string] };
    const links: Step[] = [
      { link: [mine, "2026-03-04T00:00:00Z"] },
      { link: [other, "2026-03-05T00:00:00Z"] },
      { link: [mine, "2026-03-09T00:00:00Z"] },
    ];
    const play = async (steps: readonly Step[], size: number) => {
      tenant = await server.newTenant();
      await preparePriceTest(tenant);
      let batch: PricingEvent[] = [];
      const flush = async () => {
        if (batch.length > 0) await track(batch);
        batch = [];
      };
      for (const step of steps) {
        if ("event" in step) batch.push(step.event);
        if (batch.length >= size) await flush();
        if (!("link" in step)) continue;
        await flush();
        await identify(visitor, ...step.link);
      }
      await flush();
      return statistics();
    };
    for (const shown of ["price-59", "price-39"]) {
      const all: Step[] = [...events(shown).map((event) => ({ event })), ...links];
      const expected = await play(all, 100);
      expect(expected).toHaveLength(1);
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray(all, { minLength: all.length }),
          fc.array(fc.constantFrom(...all), { maxLength: 3 }),
          fc.integer({ min: 1, max: 4 }),
          async (order, repeated, size) => {
            expect(await play([...order, ...repeated], size)).toEqual(expected);
            expect(await rebuild()).toMatchObject({ units: 0, outcomes: 0, statistics: {} });
            expect(await variantOf("visitor", visitor)).toBe(await variantOf("account", mine));
          },
        ),
        { numRuns },
      );
    }
  });
});

describe("GET /v1/units/{kind}/{id}", () => {
  it("tells everything of a unit under any of its ids, and why it counts", async () => {
    const visitor = idOf("price-39", "visitor");
    await track([exposure(visitor), sale(visitor), sale(visitor, { id: "early", occurredAt: "2026-03-01T00:00:00Z" })]);
    await identify(visitor, "account-1");
    const [byVisitor, byAccount] = await Promise.all([
      tenant.get(`/v1/units/visitor/${visitor}`),
      tenant.get("/v1/units/account/account-1"),
    ]);
    expect(byVisitor.body).toEqual(byAccount.body);
    expect(byVisitor.body).toMatchObject({
      unit: { kind: "account", id: "account-1" },
      ids: [{ id: "account-1" }, { id: visitor }],
      links: [{ visitor, account: "account-1" }],
      experiments: [
        {
          experiment: KEY,
          standing: "counted",
          frozen: { variant: "price-39" },
          prices: [{ price: "license-39", amount: "39.00" }],
          totals: { revenue: "3900", converted: true },
          outcomes: { [`sale-${visitor}`]: "counted", early: "before-exposure" },
        },
      ],
    });
    expect(byVisitor.body.events).toHaveLength(3);
    expect(byVisitor.body.outcomes).toHaveLength(2);
  });

  it("answers 404 where nothing is stored, and 403 to a browser", async () => {
    expect((await tenant.get("/v1/units/visitor/nobody")).body).toMatchObject({ status: 404, code: "not-found" });
    expect((await server.call("GET", "/v1/units/visitor/a", { key: tenant.publishableKey })).status).toBe(403);
  });
});

describe("DELETE /v1/units/{kind}/{id}", () => {
  it("leaves no id anywhere, and every total as it was", { timeout: 120_000 }, async () => {
    const [visitor, account, kept] = [
      idOf("price-59", "visitor"),
      idOf("price-39", "account"),
      idOf("price-39", "kept"),
    ];
    await variantOf("visitor", visitor);
    const unit = { kind: "account", id: account } as const;
    await track([
      exposure(visitor, { variant: "price-59", attributes: { country: "DE" } }),
      sale(visitor, { price: "license-59", amount: "59.00" }),
      exposure("", { id: `own-${account}`, unit, variant: "price-59", occurredAt: "2026-03-04T00:00:00Z" }),
      {
        type: "refund",
        id: "back",
        unit,
        occurredAt: "2026-03-08T00:00:00Z",
        conversion: `sale-${visitor}`,
        amount: "9.00",
        currency: "USD",
      },
      exposure(kept),
      sale(kept),
    ]);
    await identify(visitor, account);
    await identify(visitor, "another", "2026-03-02T13:00:00Z");
    await identify(kept, account, "2026-03-09T00:00:00Z");
    await identify(kept, "keeper");
    const [before, text] = [await statistics(), await storedText()];
    expect(text).toContain(visitor);
    expect((await erase("visitor", visitor)).body).toMatchObject({ ids: 2, events: 4, outcomes: 2 });
    expect(await statistics()).toEqual(before);
    expect(await rebuild()).toMatchObject({ units: 0, outcomes: 0, statistics: {} });
    const after = await storedText();
    for (const id of [visitor, account]) expect(after).not.toContain(id);
    expect(after).toContain(kept);
    expect(after).toContain("unit.erase");
    expect((await tenant.get(`/v1/units/visitor/${visitor}`)).status).toBe(404);
    expect((await erase("visitor", visitor)).body).toEqual({ ids: 1, events: 0, outcomes: 0 });
  });

  it("forgets ids that an experiment names, and reaches no other tenant", async () => {
    await tenant.post("/v1/experiments", {
      key: "forced",
      control: "a",
      variants: [
        { key: "a", prices: [] },
        { key: "b", prices: ["license-59"] },
      ],
      forced: { "contract-customer": "b" },
    });
    const [first, visitor] = [tenant, idOf("price-39", "shared")];
    await track([exposure(visitor)]);
    tenant = await server.newTenant();
    await preparePriceTest(tenant);
    await track([exposure(visitor)]);
    await erase("visitor", visitor);
    tenant = first;
    expect(await storedText()).toContain(visitor);
    await erase("account", "contract-customer");
    expect(await storedText()).not.toContain("contract-customer");
  });
});

describe("a price that was shown while the database was away", () => {
  it("is kept by whom the visitor turns out to be, before it is stored", async () => {
    const [visitor, account] = [idOf("price-59", "visitor"), idOf("price-39", "account")];
    const unit = { kind: "visitor", id: visitor } as const;
    const at = "2026-03-02T12:00:00.000Z";
    const shown = { unit, experiment: KEY, revision: 1, variant: "price-59", currency: "USD", counted: true };
    server.services.frozen.owe(tenant.scope, { unit, owner: unit, records: [{ ...shown, hashedId: visitor, at }] });
    await identify(visitor, account);
    expect(await variantOf("account", account)).toBe("price-59");
    expect(await variantOf("visitor", visitor)).toBe("price-59");
  });

  it("is what the account sees should the database be away again, whoever asked for it before", async () => {
    const [visitor, account] = [idOf("price-59", "visitor"), idOf("price-39", "account")];
    await variantOf("visitor", visitor);
    await identify(visitor, account);
    for (const unit of [{ kind: "visitor", id: visitor } as const, { kind: "account", id: account } as const])
      expect(server.services.frozen.remembered(tenant.scope, unit)).toMatchObject({
        account,
        records: [{ variant: "price-59" }],
      });
  });
});

describe("rebuildStatistics", () => {
  it("finds nothing where all is right, and puts right what is not", async () => {
    const visitor = idOf("price-39", "visitor");
    await track([exposure(visitor), sale(visitor)]);
    const right = await statistics();
    expect(await rebuild()).toEqual({ ids: 1, outcomes: 0, units: 0, unverified: 0, statistics: {} });
    await server.database.inScope(tenant.scope, async (queries) => {
      await addToStatistics(
        queries,
        tenant.scope,
        KEY,
        right.map((row) => ({ ...row, sales: {} })),
      );
      await queries.execute(sql`delete from outcomes`);
      await queries.execute(sql`update units set revenue = revenue + 1`);
    });
    const report = await rebuild();
    expect(report).toMatchObject({
      ids: 1,
      outcomes: 1,
      units: 1,
      statistics: { [KEY]: [{ variant: "price-39", visitors: -1 }] },
    });
    expect(await statistics()).toEqual(right);
    expect(await rebuild()).toMatchObject({ outcomes: 0, units: 0, statistics: {} });
  });
});
