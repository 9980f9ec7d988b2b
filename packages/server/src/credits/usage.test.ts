import { checkConservation, defineCostTable, ledgerEntryFromJson, replayCharge } from "@pricewright/core/credits";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { rebuildStatistics } from "../events/rebuild-statistics.ts";
import { dumpRows } from "../testing/dump-rows.ts";
import { catalog, exposure, preparePriceTest, republish } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

const COSTS = {
  id: "list",
  version: "2026-03-01",
  currency: "USD",
  effectiveFrom: "2026-01-01",
  models: [{ provider: "anthropic", model: "claude-sonnet-4-5", rates: { input: "3", output: "15" } }],
  meters: [{ meter: "sandbox-hours", unitCost: "0.1" }],
};
const MARKUP = [{ percent: "50" }, { match: { plan: "license" }, percent: "100" }];
const costTable = { id: "list", version: "2026-03-01" };
const tokens = (input: number) => ({
  type: "tokens",
  provider: "anthropic",
  model: "claude-sonnet-4-5",
  tokens: { input, output: 0 },
});
/** Costs 0.30 and is charged at 0.45, which is 45 credits. */
const usage = tokens(100_000);

let server: TestServer;
let tenant: TestTenant;
let count = 0;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.drop());

async function newShop() {
  tenant = await server.newTenant();
  const published = await republish(server, tenant, { ...catalog, creditValue: "0.01", markup: MARKUP });
  expect(published.status).toBe(200);
  expect((await tenant.post("/v1/cost-tables", COSTS)).status).toBe(200);
}

async function newAccount() {
  const id = `account-${++count}`;
  const call = (method: string, path: string, body?: unknown) =>
    server.call(method, `/v1/accounts/${id}${path}`, { key: tenant.secretKey, body });
  const post = (path: string, body: unknown = undefined) => call("POST", `/credits/${path}`, body);
  await post("grants", { amount: "1000", costBasis: "0.01" });
  return { id, post, call, balance: async () => (await call("GET", "/credits")).body };
}

describe("cost tables", () => {
  it("are published once, and never change", async () => {
    await newShop();
    const stored = await tenant.get("/v1/cost-tables/list/2026-03-01");
    expect(stored.body.hash).toBe(defineCostTable(COSTS).hash);
    expect((await tenant.post("/v1/cost-tables", COSTS)).body).toEqual(stored.body);
    const other = { ...COSTS, meters: [{ meter: "sandbox-hours", unitCost: "0.2" }] };
    expect((await tenant.post("/v1/cost-tables", other)).body.code).toBe("already-exists");
    await tenant.post("/v1/cost-tables", { ...other, version: "2026-04-01" });
    const versions = async (query: string) => {
      const { costTables, nextCursor } = (await tenant.get(`/v1/cost-tables${query}`)).body;
      return [costTables.map(({ version }: { version: string }) => version), nextCursor] as const;
    };
    expect(await versions("")).toEqual([["2026-04-01", "2026-03-01"], null]);
    const [first, cursor] = await versions("?limit=1");
    expect(first).toEqual(["2026-04-01"]);
    expect(await versions(`?limit=1&cursor=${cursor}`)).toEqual([["2026-03-01"], null]);
    const unknown = Buffer.from("another").toString("base64url");
    expect((await tenant.get(`/v1/cost-tables?cursor=${unknown}`)).body.problems).toMatchObject([{ field: "cursor" }]);
    const wrong = await tenant.post("/v1/cost-tables", { id: "list", version: "x", currency: "usd", models: "many" });
    expect(wrong).toMatchObject({ status: 400, body: { problems: expect.arrayContaining([expect.anything()]) } });
  });
});

describe("usage", () => {
  it("is charged by the account's price list, and the charge can be computed again", async () => {
    await newShop();
    const { id, post, balance } = await newAccount();
    const { body } = await post("charges", { id: "c", usage, costTable });
    expect(body).toMatchObject({ charge: "c", amount: "45", priced: { cost: "0.3", charge: "0.45", margin: "0.15" } });
    expect(body.priced.subject.customer).toBe(id);
    expect(replayCharge(body.priced, { costTable: defineCostTable(COSTS), markup: MARKUP })).toEqual(body.priced);
    expect(await balance()).toMatchObject({ available: "955", consumed: "45" });
    const hours = { type: "quantity", meter: "sandbox-hours", quantity: "1.5" };
    expect((await post("charges", { usage: hours, costTable })).body.amount).toBe("22.5");
  });

  it("settles a hold", async () => {
    await newShop();
    const { post, balance } = await newAccount();
    await post("holds", { id: "h", amount: "100" });
    const { body } = await post("holds/h/settle", { usage, costTable });
    expect(body).toMatchObject({ type: "settled", charged: "45", priced: { charge: "0.45" } });
    expect((await post("holds/h/settle", { actual: "99" })).body).toEqual(body);
    expect((await post("holds/h/release")).body).toEqual(body);
    expect(await balance()).toMatchObject({ available: "955", held: "0", consumed: "45" });
  });

  it("that comes again is answered as before, also after the price list changed", async () => {
    await newShop();
    const { post, call, balance } = await newAccount();
    const charge = { id: "c", usage, costTable };
    const first = await post("charges", charge);
    await republish(server, tenant, { ...catalog, creditValue: "0.02", markup: MARKUP });
    await call("PUT", "", { catalogVersion: 2, plan: "license", reason: "asked for it" });
    const again = await post("charges", charge);
    expect([again.body, again.headers.get("idempotency-replayed")]).toEqual([first.body, "true"]);
    for (const other of [
      { ...charge, usage: tokens(100_001) },
      { ...charge, keySource: "byok" },
      { id: "c", amount: "45", meter: "tokens" },
    ])
      expect((await post("charges", other)).body.code).toBe("id-reused");
    expect(await balance()).toMatchObject({ consumed: "45" });
    // A new charge goes by the new list: 0.6 at 0.02 a credit.
    expect((await post("charges", { usage, costTable })).body).toMatchObject({
      amount: "30",
      priced: { charge: "0.6" },
    });
  });

  it("of customers keeps the price list that they began with until they are moved", async () => {
    await newShop();
    const { id, post, call } = await newAccount();
    await republish(server, tenant, { ...catalog, creditValue: "0.02", markup: MARKUP });
    expect((await call("GET", "")).body).toMatchObject({ id, plan: null, catalogVersion: 1 });
    expect((await post("charges", { usage, costTable })).body.amount).toBe("45");
    expect((await call("PUT", "", { catalogVersion: 9, reason: "x" })).body.code).toBe("not-found");
    expect((await call("PUT", "", { plan: "none", reason: "x" })).body.code).toBe("not-found");
    expect((await call("PUT", "", { catalogVersion: 2 })).body.code).toBe("invalid-request");
    expect((await call("PUT", "", { catalogVersion: 2, reason: "asked for it" })).body.catalogVersion).toBe(2);
    expect((await post("charges", { usage, costTable })).body.amount).toBe("22.5");
    const [entry] = (await tenant.get("/v1/audit")).body.entries.filter(
      ({ action }: { action: string }) => action === "account.move",
    );
    expect(entry).toMatchObject({
      target: `account/${id}`,
      detail: { reason: "asked for it", to: { catalogVersion: 2 } },
    });
  });

  it("that cannot be priced takes nothing, and says why", async () => {
    await newShop();
    const { post, balance } = await newAccount();
    const charge = (changed: object) => post("charges", { usage, costTable, ...changed });
    expect((await charge({ costTable: { id: "list", version: "none" } })).body.code).toBe("not-found");
    expect((await charge({ usage: { ...usage, model: "unheard-of" } })).body).toMatchObject({
      status: 400,
      detail: expect.stringContaining("unheard-of"),
    });
    expect((await charge({ usage: { ...usage, tokens: { input: -1, output: 0 } } })).status).toBe(400);
    expect((await charge({ usage: tokens(10_000_000) })).body).toMatchObject({ status: 402, shortfall: "3500" });
    expect(await balance()).toMatchObject({ available: "1000" });
    await republish(server, tenant, catalog);
    await server.call("PUT", "/v1/accounts/poor", { key: tenant.secretKey, body: { reason: "new" } });
    const poor = await server.call("POST", "/v1/accounts/poor/credits/charges", {
      key: tenant.secretKey,
      body: { usage, costTable },
    });
    expect(poor.body.code).toBe("no-credit-value");
  });
});

describe("accounts", () => {
  it("are listed in parts", async () => {
    await newShop();
    const ids = [];
    for (let index = 0; index < 3; index++) ids.push((await newAccount()).id);
    const first = (await tenant.get("/v1/accounts?limit=2")).body;
    const second = (await tenant.get(`/v1/accounts?limit=2&cursor=${first.nextCursor}`)).body;
    const listed = [...first.accounts, ...second.accounts].map(({ id }: { id: string }) => id);
    expect([listed, second.nextCursor]).toEqual([ids.sort(), null]);
  });

  it("show their credits and how they were used to their own token only", async () => {
    await newShop();
    const { id } = await newAccount();
    const { token } = (await tenant.post("/v1/account-tokens", { account: id })).body;
    const read = (account: string) => server.call("GET", `/v1/accounts/${account}/credits`, { key: token });
    expect((await read(id)).body.available).toBe("1000");
    expect((await read("another")).body.code).toBe("forbidden");
    const origin = "https://any.example";
    for (const path of [`/v1/accounts/${id}/credits`, `/v1/accounts/${id}/credits/ledger`]) {
      const asPage = await server.call("GET", path, { key: token, headers: { origin } });
      expect([asPage.status, asPage.headers.get("access-control-allow-origin")]).toEqual([200, origin]);
    }
    const ledger = await server.call("GET", `/v1/accounts/${id}/credits/ledger`, { key: token });
    expect(ledger.body.entries).toMatchObject([{ to: "available", amount: "1000", reason: "grant" }]);
    const others = await server.call("GET", "/v1/accounts/another/credits/ledger", { key: token });
    expect(others.body.code).toBe("forbidden");
    const spend = server.call("POST", `/v1/accounts/${id}/credits/charges`, { key: token, body: { amount: "1" } });
    expect((await spend).body.code).toBe("forbidden");
  });
});

describe("the margin report", () => {
  it("sums what usage brought and cost, with customers' own keys apart and refunds taken out", async () => {
    await newShop();
    const { id, post } = await newAccount();
    await post("charges", { usage, costTable, variant: "price-59" });
    await post("charges", { id: "back", usage, costTable });
    await post("refunds", { charge: "back", amount: "15" });
    await post("charges", { usage, costTable, keySource: "byok" });
    const { body } = await tenant.get("/v1/margin");
    expect(body).toMatchObject({
      currency: "USD",
      total: { revenue: "0.75", cost: "0.6", margin: "0.15", marginPercent: "20.00" },
      creditSales: "10",
    });
    expect(body.bySource).toMatchObject([
      { source: "byok", revenue: "0", cost: "0" },
      { source: "platform", revenue: "0.75", cost: "0.6" },
    ]);
    expect(body.byVariant.map(({ key }: { key: string }) => key)).toEqual([null, null, "price-59"]);
    expect(new Set(body.byCustomer.map(({ key }: { key: string }) => key))).toEqual(new Set([id]));
    expect(body.advice.map(({ code }: { code: string }) => code)).toEqual(["ai-cost-high", "margin-low"]);
    expect((await tenant.get("/v1/margin?to=2026-01-01T00:00:00Z")).body.total.revenue).toBe("0");
    expect((await tenant.get("/v1/margin?currency=EUR")).body).toMatchObject({ currency: null });
  });
});

describe("a charge of usage", () => {
  it("counts its cost, and no revenue, for its account in an experiment, once", async () => {
    tenant = await server.newTenant();
    await preparePriceTest(tenant);
    await republish(server, tenant, { ...catalog, creditValue: "0.01", markup: MARKUP });
    await tenant.post("/v1/cost-tables", COSTS);
    const { id, post } = await newAccount();
    await server.call("PUT", `/v1/accounts/${id}`, {
      key: tenant.secretKey,
      body: { catalogVersion: 2, reason: "credits" },
    });
    const now = new Date().toISOString();
    const unit = { kind: "account", id } as const;
    await tenant.post("/v1/events", { events: [exposure("x", { unit, occurredAt: now, variant: "price-59" })] });
    const charge = { id: "c", usage, costTable };
    await Promise.all([post("charges", charge), post("charges", charge), post("charges", { usage, costTable })]);
    await post("refunds", { charge: "c" });
    const totals = () =>
      server.database.inScope(tenant.scope, (queries) =>
        rows(
          queries,
          sql`select variant, revenue::text as revenue, cost::text as cost from units where unit_id = ${id}`,
        ),
      );
    const before = await totals();
    // Two charges of 0.30, in millionths of a millionth.
    expect(before).toEqual([{ variant: "price-59", revenue: "0", cost: "600000000000" }]);
    const { ids: _, ...differences } = await rebuildStatistics(server.database, tenant.scope);
    expect(differences).toEqual({ outcomes: 0, units: 0, unverified: 0, statistics: {} });
    expect(await totals()).toEqual(before);
  });
});

describe("an account that is erased", () => {
  it("leaves its amounts, and nothing that says whose they were", async () => {
    await newShop();
    const { id, post, call, balance } = await newAccount();
    await post("charges", { usage, costTable });
    await post("holds", { id: "h", amount: "5" });
    await call("PUT", "", { plan: "license", reason: "asked for it" });
    const [before, margin] = [await balance(), (await tenant.get("/v1/margin")).body.total];
    expect(JSON.stringify(await dumpRows(server.database, tenant.scope))).toContain(id);
    expect((await server.call("DELETE", `/v1/units/account/${id}`, { key: tenant.secretKey })).status).toBe(200);
    expect(JSON.stringify(await dumpRows(server.database, tenant.scope))).not.toContain(id);
    const [pseudonym] = (await tenant.get("/v1/accounts")).body.accounts;
    const after = (await tenant.get(`/v1/accounts/${pseudonym.id}/credits`)).body;
    expect(after).toEqual({ ...before, account: pseudonym.id, at: after.at });
    const { entries } = (await tenant.get(`/v1/accounts/${pseudonym.id}/credits/ledger`)).body;
    expect(checkConservation(entries.map(ledgerEntryFromJson))).toEqual([]);
    expect((await tenant.get("/v1/margin")).body.total).toEqual(margin);
    // Who comes by the same id later begins anew.
    expect((await balance()).granted).toBe("0");
    expect((await post("charges", { amount: "1" })).status).toBe(402);
  });
});
