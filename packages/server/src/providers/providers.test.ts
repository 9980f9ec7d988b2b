import { usageResponse } from "@pricewright/core/api";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { namedKey } from "../secrets/master-keys.ts";
import { resealScope } from "../secrets/reseal-secrets.ts";
import { checkRoot, resealRoot } from "../tenants/tenant-secrets.ts";
import { type FakeAnswer, type FakeProvider, startFakeProvider } from "../testing/fake-provider.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import { openProviderKey, readProviderKeys } from "./provider-keys.ts";
import { NO_PLATFORM_KEYS } from "./provider-settings.ts";

let server: TestServer;
let fake: FakeProvider;
let tenant: TestTenant;
let now: Date;
/** Answers of the provider by path; else what a healthy one says. */
let answers: Record<string, FakeAnswer | "away">;

const ACCOUNTS: Readonly<Record<string, string>> = {
  sk_test_first: "acct_1",
  sk_test_again: "acct_1",
  sk_test_third: "acct_1",
  sk_test_other: "acct_2",
};

beforeAll(async () => {
  fake = await startFakeProvider(({ path, headers, method }) => {
    const key = headers.authorization?.slice("Bearer ".length) ?? "";
    const [name = ""] = path.split("?");
    const special = answers[`${method} ${name}`];
    if (special === "away") throw new Error("away");
    if (special) return special;
    if (name === "/v1/users/me") return { status: 200, body: { meta: { test_mode: true } } };
    if (name === "/v1/stores") return { status: 200, body: { data: [{ id: "11" }, { id: "12" }] } };
    if (name === "/api/v2/customers/") {
      if (key !== "paid_abcdefgh") return { status: 403, body: { error: "Forbidden" } };
      return { status: 200, body: { data: [], pagination: { limit: 1, offset: 0, total: 0, hasMore: false } } };
    }
    const account = ACCOUNTS[key];
    if (!account) return { status: 401, body: { error: { type: "invalid_request_error" } } };
    if (name === "/v1/account") return { status: 200, body: { id: account, object: "account" } };
    return method === "POST" ? { status: 400, body: {} } : { status: 200, body: { object: "list", data: [] } };
  });
  const addresses = { stripe: fake.url, lemonsqueezy: fake.url, paid: `${fake.url}/api/v2` };
  server = await startTestServer({ clock: () => now, providers: { ...NO_PLATFORM_KEYS, addresses } });
});
afterAll(async () => {
  await server.drop();
  await fake.close();
});
beforeEach(async () => {
  answers = {};
  now = new Date("2026-05-01T12:00:00Z");
  tenant = await server.newTenant();
});

const set = (body: object, provider = "stripe") =>
  server.call("PUT", `/v1/providers/${provider}`, { key: tenant.secretKey, body });
const stored = () =>
  server.database.inScope(tenant.scope, (queries) => readProviderKeys(queries, tenant.scope, now, "stripe"));
const opened = async (kind = "api-key") =>
  (await stored()).filter((row) => row.kind === kind).map((row) => openProviderKey(row, server.services.masterKeys));
const first = { apiKey: "sk_test_first", webhookSecret: "whsec_first" };

describe("a tenant's own key", () => {
  it("is sealed, and comes back by its last four characters only", async () => {
    const made = await set(first);
    expect([made.status, made.body]).toEqual([
      200,
      {
        provider: "stripe",
        environment: "test",
        account: "acct_1",
        apiKey: { lastFour: "irst", createdAt: now.toISOString(), previousUntil: null },
        webhookSecret: { lastFour: "irst", createdAt: now.toISOString(), previousUntil: null },
        webhookUrl: `http://localhost/v1/webhooks/stripe/${tenant.scope.tenantId}`,
      },
    ]);
    const everything = await server.database.inScope(tenant.scope, (queries) =>
      rows(
        queries,
        sql`select to_jsonb(k)::text as k, (select jsonb_agg(a) from audit_log a)::text as a from provider_keys k`,
      ),
    );
    for (const text of [JSON.stringify(everything), JSON.stringify((await tenant.get("/v1/providers")).body)])
      expect(text).not.toMatch(/sk_test_first|whsec_first/);
    expect(await opened()).toEqual(["sk_test_first"]);
  });

  it("does not open in another row, environment or tenant", async () => {
    await set(first);
    const row = (await stored()).find(({ kind }) => kind === "api-key");
    if (!row) throw new Error("nothing is stored");
    for (const moved of [
      { id: "x" },
      { environment: "live" as const },
      { tenantId: "x" },
      { provider: "paid" as const },
    ])
      expect(() => openProviderKey({ ...row, ...moved }, server.services.masterKeys)).toThrow(
        "belongs to something else",
      );
    const other = (await stored()).find(({ kind }) => kind === "webhook-secret");
    expect(other?.sealed.split(".")[2]).not.toBe(row.sealed.split(".")[2]);
  });

  it("of another account is refused unless that is meant", async () => {
    await set(first);
    const refused = await set({ apiKey: "sk_test_other" });
    expect(refused.body).toMatchObject({
      status: 409,
      code: "other-account",
      detail: expect.stringContaining("acct_2"),
    });
    expect(await opened()).toEqual(["sk_test_first"]);
    const rotated = await tenant.post("/v1/providers/stripe/rotate", { apiKey: "sk_test_other" });
    expect(rotated.body.code).toBe("other-account");
    const replaced = await set({ apiKey: "sk_test_other", replaceAccount: true });
    expect(replaced.body).toMatchObject({ account: "acct_2", webhookSecret: null });
  });

  it("must be one that the provider knows, of this environment", async () => {
    expect((await set({ apiKey: "sk_live_first" })).body.problems).toMatchObject([{ code: "wrong-environment" }]);
    expect((await set({ apiKey: "pk_test_first" })).body.problems).toMatchObject([{ code: "wrong-environment" }]);
    expect((await set({ apiKey: "sk_test_unknown" })).body.problems).toMatchObject([{ code: "key-refused" }]);
    answers["GET /v1/account"] = { status: 403 };
    expect((await set(first)).body.problems).toMatchObject([{ code: "missing-permission" }]);
    expect(await stored()).toEqual([]);
  });

  it("changes nothing while the provider is away", async () => {
    for (const away of ["away", { status: 502 }, { status: 429 }] as const) {
      answers["GET /v1/account"] = away;
      const { status, body, headers } = await set(first);
      expect([status, body.code, body.retryable, headers.get("retry-after")]).toEqual([
        503,
        "provider-unavailable",
        true,
        "10",
      ]);
    }
    expect(await stored()).toEqual([]);
  });

  it("and the webhook secret rotate apart, each with an overlap", async () => {
    await set(first);
    const rotated = await tenant.post("/v1/providers/stripe/rotate", { webhookSecret: "whsec_again", overlapHours: 2 });
    expect(rotated.body).toMatchObject({
      apiKey: { previousUntil: null },
      webhookSecret: { lastFour: "gain", previousUntil: "2026-05-01T14:00:00.000Z" },
    });
    expect(await opened("webhook-secret")).toEqual(["whsec_again", "whsec_first"]);
    await tenant.post("/v1/providers/stripe/rotate", { apiKey: "sk_test_again" });
    await tenant.post("/v1/providers/stripe/rotate", { apiKey: "sk_test_third" });
    expect(await opened()).toEqual(["sk_test_third", "sk_test_again"]);
    now = new Date("2026-05-01T14:00:00Z");
    expect(await opened("webhook-secret")).toEqual(["whsec_again"]);
  });

  it("is sealed anew with the current master key, and opens all the while", async () => {
    await set(first);
    const next = namedKey(Buffer.from("0123456789abcdef".repeat(4), "hex"));
    const both = [next, ...server.services.masterKeys];
    const rootOf = () =>
      server.database.inScope(tenant.scope, async (queries) => {
        const [found] = await rows<{ root: string }>(queries, sql`select root from tenants`);
        return found?.root ?? "";
      });
    expect(() => resealRoot(tenant.scope.tenantId, "1.nobody.x.y.z", [next])).toThrow("not configured");
    // The key, the webhook secret, and the tenant's own root.
    expect(await resealScope(server.database, tenant.scope, both)).toBe(3);
    checkRoot(tenant.scope.tenantId, await rootOf(), [next]);
    const row = (await stored()).find(({ kind }) => kind === "api-key");
    expect(openProviderKey(row as never, [next])).toBe("sk_test_first");
    expect(await resealScope(server.database, tenant.scope, both)).toBe(0);
  });

  it("is tested by what it may not do", async () => {
    expect((await tenant.post("/v1/providers/stripe/test", undefined)).status).toBe(404);
    await set(first);
    expect((await tenant.post("/v1/providers/stripe/test", undefined)).body).toEqual({
      ok: true,
      account: "acct_1",
      missingPermissions: [],
    });
    answers["GET /v1/invoices"] = { status: 403 };
    answers["POST /v1/checkout/sessions"] = { status: 403 };
    expect((await tenant.post("/v1/providers/stripe/test", undefined)).body).toMatchObject({
      ok: false,
      missingPermissions: ["Invoices: read", "Checkout Sessions: write"],
    });
  });

  it("is metered by each request that is made with it, apart from the quota and by the month", async () => {
    const before = fake.requests.length;
    await set(first);
    await tenant.post("/v1/providers/stripe/test", undefined);
    answers["GET /v1/account"] = "away";
    await set({ apiKey: "sk_test_again" });
    const made = fake.requests.length - before;
    await set({ apiKey: "paid_abcdefgh" }, "paid");
    const { used, providerCalls } = usageResponse.parse((await tenant.get("/v1/usage")).body);
    expect([used, made]).toEqual([0, 2 * 8 + 1]);
    expect(providerCalls).toEqual({ stripe: made, lemonsqueezy: 0, paid: 1 });
    await server.services.providerCalls.close();
    const another = await server.newTenant();
    expect((await another.get("/v1/usage")).body.providerCalls.stripe).toBe(0);
    now = new Date("2026-06-01T00:00:00Z");
    expect((await tenant.get("/v1/usage")).body.providerCalls).toEqual({ stripe: 0, lemonsqueezy: 0, paid: 0 });
  });

  it("is deleted with the number of subscriptions that lose their attribution", async () => {
    await set(first);
    const { tenantId } = tenant.scope;
    await server.database.inScope(tenant.scope, (queries) =>
      queries.execute(sql`insert into provider_subscriptions (tenant_id, environment, provider, id, unit_kind, unit_id, status, at) values
        (${tenantId}, 'test', 'stripe', 'sub_1', 'account', 'a', 'active', now()),
        (${tenantId}, 'test', 'stripe', 'sub_2', 'account', 'b', 'canceled', now())`),
    );
    const remove = () => server.call("DELETE", "/v1/providers/stripe", { key: tenant.secretKey });
    now = new Date(now.getTime() + 1000);
    expect((await remove()).body).toEqual({ provider: "stripe", liveSubscriptions: 1 });
    expect((await remove()).status).toBe(404);
    expect((await tenant.get("/v1/providers")).body).toEqual({ mode: "hybrid", takesPayments: false, providers: [] });
    const { entries } = (await tenant.get("/v1/audit")).body;
    expect(entries.map(({ action }: { action: string }) => action)).toEqual(["provider.delete", "provider.set"]);
  });

  it("of Lemon Squeezy is for one store, and of Paid one that Paid takes", async () => {
    expect((await set({ apiKey: "a".repeat(40) }, "lemonsqueezy")).body.problems).toMatchObject([
      { field: "store", code: "several-stores" },
    ]);
    expect((await set({ apiKey: "a".repeat(40), store: "13" }, "lemonsqueezy")).body.problems).toMatchObject([
      { field: "store", code: "unknown-store" },
    ]);
    expect((await set({ apiKey: "a".repeat(40), store: "12" }, "lemonsqueezy")).body.account).toBe("12");
    expect((await set({ apiKey: "paid_abcdefgh" }, "paid")).body).toMatchObject({ provider: "paid", account: null });
    expect((await set({ apiKey: "paid_unknown" }, "paid")).body.problems).toMatchObject([{ code: "key-refused" }]);
    answers["GET /v1/users/me"] = { status: 200, body: { meta: { test_mode: false } } };
    expect((await set({ apiKey: "b".repeat(40), store: "12" }, "lemonsqueezy")).body.problems).toMatchObject([
      { code: "wrong-environment" },
    ]);
  });
});
