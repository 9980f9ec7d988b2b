import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { dumpRows } from "../testing/dump-rows.ts";
import { countsOf, exposure, idOf, preparePriceTest, sale } from "../testing/price-test.ts";
import { joinAs, type SignedUp, signUp } from "../testing/sign-in.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

/** Tables that an emptied environment has rows in. */
const KEPT = ["api_keys", "audit_log", "emptyings"];
const EMPTY = "/v1/environment/empty";
const urls = { successUrl: "https://shop.example/", cancelUrl: "https://shop.example/" };

let server: TestServer;
let tenant: TestTenant;
let ahead = 0;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(Date.now() + ahead) });
});
afterAll(() => server.drop());
beforeEach(async () => {
  tenant = await server.newTenant();
  await fill(tenant);
});

const later = (seconds: number) => {
  ahead += seconds * 1000;
};
const empty = (by = tenant) => by.post(EMPTY, { reason: "to begin again" });
const evaluate = async (id: string, more: object = {}, by = tenant) =>
  (await by.post("/v1/evaluate", { unit: { kind: "visitor", id }, ...more })).body;

/** Something of nearly everything that a test leaves behind. */
async function fill(of: TestTenant): Promise<void> {
  await preparePriceTest(of, { segments: [{ attribute: "country", values: ["DE"] }] });
  const [visitor, other] = [idOf("price-39"), idOf("price-59")];
  const { quote } = await evaluate(visitor, {}, of);
  await of.post("/v1/events", { events: [exposure(visitor), sale(visitor), exposure(other, { variant: "price-59" })] });
  await of.post("/v1/identify", { visitor, account: "a_1" });
  await of.post("/v1/checkouts", { quote, visitor, plan: "license", ...urls });
  await of.post("/v1/accounts/a_1/credits/grants", { id: "g", amount: "100" });
  await of.post("/v1/accounts/a_1/credits/holds", { id: "h", amount: "40" });
  await of.post("/v1/experiments/license-price/exclusions", { label: "robots", reason: "robots" });
  await server.call("PUT", "/v1/internal-units/visitor/us", { key: of.secretKey, body: { reason: "one of us" } });
  await server.call("POST", "/v1/catalog/withdrawals", {
    key: of.secretKey,
    headers: { "idempotency-key": "withdraw" },
    body: { price: "license-59", honour: "issued", reason: "a mistake" },
  });
}

const tablesWithRows = async (of: TestTenant) =>
  Object.entries(await dumpRows(server.database, of.scope)).flatMap(([table, found]) =>
    // They belong to the tenant, or to nobody.
    found.some((row) => JSON.parse(row).environment !== undefined) ? [table] : [],
  );

describe("emptying the test environment", () => {
  it("deletes all that it was used for, keeps keys and the log, and touches nothing else", async () => {
    const live = await server.newTenant("live", tenant.scope.tenantId);
    const stranger = await server.newTenant();
    await fill(live);
    await fill(stranger);
    const untouched = [live, stranger];
    const before = await Promise.all(untouched.map((other) => dumpRows(server.database, other.scope)));
    const answer = await empty();
    expect(answer.status).toBe(200);
    expect(answer.body.rows).toBeGreaterThan(20);
    expect(await tablesWithRows(tenant)).toEqual(KEPT);
    expect(await Promise.all(untouched.map((other) => dumpRows(server.database, other.scope)))).toEqual(before);
    const { entries } = (await tenant.get("/v1/audit")).body;
    expect(entries[0]).toMatchObject({ action: "environment.empty", detail: { reason: "to begin again" } });
    expect((await empty()).body).toEqual({ rows: 0 });
  });

  it("begins again: the same ids of events, tests, grants and requests are new ones", async () => {
    await empty();
    expect((await tenant.get("/v1/experiments")).body).toEqual({ experiments: [], nextCursor: null });
    expect((await tenant.get("/v1/accounts/a_1/credits")).body.available).toBe("0");
    await fill(tenant);
    expect(await countsOf(tenant)).toEqual({ "price-39": [1, 1, 1], "price-59": [1, 1, 0] });
    expect((await tenant.get("/v1/accounts/a_1/credits")).body).toMatchObject({ available: "60" });
    expect((await tenant.get("/v1/catalog/withdrawals")).body.withdrawals).toHaveLength(1);
  });

  it("refuses what was signed before, which names things that are gone", async () => {
    const visitor = idOf("price-59", "signed");
    const { quote, frozen } = await evaluate(visitor);
    later(60);
    await empty();
    later(1);
    const verified = (await tenant.post("/v1/quotes/verify", { quote, visitor })).body;
    expect(verified).toMatchObject({ code: "quote-expired", message: expect.stringContaining("emptied") });
    await preparePriceTest(tenant, { coverage: 0 });
    const again = await evaluate(visitor, { frozen });
    expect(again.ignored).toMatchObject([{ field: "frozen.0", code: "frozen-rejected" }]);
    expect(again.assignments).toMatchObject([{ variant: "price-39", reason: "not-covered" }]);
    const { results } = (
      await tenant.post("/v1/events", {
        events: [{ type: "quoted-exposure", id: "old", occurredAt: new Date().toISOString(), quote, shown: [] }],
      })
    ).body;
    expect(results).toMatchObject([{ status: "unverified", reason: "quote-expired" }]);
    expect((await tenant.post("/v1/quotes/verify", { quote: again.quote, visitor })).body.ok).toBe(true);
  });

  it("gives what evaluates locally another configuration, also where everything is made again alike", async () => {
    const before = (await tenant.get("/v1/config")).body;
    expect(before.recordsSince).toBeNull();
    await empty();
    await fill(tenant);
    const after = (await tenant.get("/v1/config")).body;
    expect(after.experiments[0].definition.key).toBe(before.experiments[0].definition.key);
    expect(after.version).not.toBe(before.version);
    expect(Date.parse(after.recordsSince)).toBeGreaterThan(0);
  });

  it("replays the answer of a request that is sent twice", async () => {
    const call = () =>
      server.call("POST", EMPTY, {
        key: tenant.secretKey,
        headers: { "idempotency-key": "once" },
        body: { reason: "to begin again" },
      });
    const first = await call();
    await preparePriceTest(tenant);
    expect((await call()).body).toEqual(first.body);
    expect((await tenant.get("/v1/experiments")).body.experiments).toHaveLength(1);
  });

  it("is for the test environment only, in the database too", async () => {
    const live = await server.newTenant("live", tenant.scope.tenantId);
    expect(await empty(live)).toMatchObject({ status: 403, body: { code: "wrong-environment" } });
    await expect(
      server.database.inScope(live.scope, (queries) => rows(queries, sql`select empty_test_environment(now())`)),
    ).rejects.toMatchObject({ cause: { message: "only a test environment can be emptied" } });
    expect((await tenant.post(EMPTY, {})).body.problems).toMatchObject([{ field: "reason" }]);
  });

  it("is for owners among people, and lets an export be taken in again", async () => {
    const company: SignedUp = await signUp(server, "Emptier");
    const of: TestTenant = {
      ...company,
      scope: { tenantId: company.tenantId, environment: "test" },
      get: (path) => server.call("GET", path, { key: company.secretKey }),
      post: (path, body) => server.call("POST", path, { key: company.secretKey, body }),
    };
    const admin = await joinAs(server, company, "admin");
    expect((await admin.call("POST", EMPTY, { body: { reason: "because" } })).body.code).toBe("missing-role");
    await fill(of);
    const balance = async () => (await of.get("/v1/accounts/a_1/credits")).body.available;
    const exported = (await company.owner.call("GET", "/v1/export")).body;
    // This process remembers what it did to the account.
    await of.post("/v1/accounts/a_1/credits/charges", { id: "c", amount: "25" });
    expect(await balance()).toBe("35");
    expect((await company.owner.call("POST", EMPTY, { body: { reason: "because" } })).status).toBe(200);
    const taken = await company.owner.call("POST", "/v1/import", {
      body: exported,
      headers: { "content-type": "application/x-ndjson" },
    });
    expect(taken.status).toBe(201);
    expect(await balance()).toBe("60");
    await of.post("/v1/accounts/a_1/credits/charges", { id: "other", amount: "1" });
    expect(await balance()).toBe("59");
  });
});
