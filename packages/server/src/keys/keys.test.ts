import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { preparePriceTest } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

let server: TestServer;
let tenant: TestTenant;
let now = new Date("2026-05-01T12:00:00Z");

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
});
afterAll(() => server.drop());
beforeEach(async () => {
  tenant = await server.newTenant();
});

const statusWith = async (key: string) => (await server.call("GET", "/v1/usage", { key })).status;
const later = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000);
};

describe("/v1/keys", () => {
  it("makes keys that work, are shown once, and are listed by their last four characters", async () => {
    const made = await tenant.post("/v1/keys", { kind: "secret", name: "worker", scopes: ["events"] });
    expect(made.status).toBe(201);
    const { key, ...resource } = made.body;
    expect(key).toMatch(/^pw_sk_test_/);
    expect(resource).toMatchObject({ kind: "secret", name: "worker", scopes: ["events"], lastFour: key.slice(-4) });
    expect(await statusWith(key)).toBe(200);
    const { body } = await tenant.get("/v1/keys");
    expect(body.keys.map(({ name }: { name: string }) => name).sort()).toEqual(["publishable", "secret", "worker"]);
    const listed = body.keys.find(({ id }: { id: string }) => id === resource.id);
    expect(listed).toEqual({ ...resource, lastUsedAt: now.toISOString() });
    expect(JSON.stringify(body)).not.toContain(key);
    expect(JSON.stringify((await tenant.get("/v1/audit")).body)).not.toContain(key);
  });

  it("have the scopes of a default key, and no more than their maker's", async () => {
    const { body } = await tenant.post("/v1/keys", { kind: "secret", name: "default" });
    expect(body.scopes).toEqual(["evaluate", "events", "credits"]);
    expect((await server.call("GET", "/v1/keys", { key: body.key })).body.code).toBe("missing-scope");
    const manager = (await tenant.post("/v1/keys", { kind: "secret", name: "manager", scopes: ["manage"] })).body;
    const make = (scopes: readonly string[]) =>
      server.call("POST", "/v1/keys", { key: manager.key, body: { kind: "secret", name: "more", scopes } });
    expect((await make(["manage"])).status).toBe(201);
    expect((await make(["manage", "credits"])).body).toMatchObject({ status: 403, code: "missing-scope" });
    const stronger = (await tenant.post("/v1/keys", { kind: "secret", name: "strong", scopes: ["credits"] })).body;
    const rotate = await server.call("POST", `/v1/keys/${stronger.id}/rotate`, { key: manager.key, body: {} });
    expect(rotate.body.code).toBe("missing-scope");
  });

  it.each([
    ["scopes of a publishable key", { kind: "publishable", name: "a", scopes: ["events"] }, "scopes"],
    ["origins of a secret key", { kind: "secret", name: "a", origins: ["https://a.example"] }, "origins"],
    ["an address for an origin", { kind: "publishable", name: "a", origins: ["https://a.example/x"] }, "origins.0"],
    ["a script for an origin", { kind: "publishable", name: "a", origins: ["javascript:alert(1)"] }, "origins.0"],
    ["no name", { kind: "publishable", name: " " }, "name"],
  ])("refuses %s", async (_, body, field) => {
    const answer = await tenant.post("/v1/keys", body);
    expect([answer.status, answer.body.problems[0].field]).toEqual([400, field]);
  });

  it("rotates with an overlap: both work, then only the new one", async () => {
    const old = (await tenant.post("/v1/keys", { kind: "publishable", name: "site" })).body;
    const works = async (key: string) => (await server.call("POST", "/v1/events", { key, body: {} })).status === 400;
    const fresh = await tenant.post(`/v1/keys/${old.id}/rotate`, { overlapHours: 2 });
    expect(fresh.status).toBe(201);
    expect(fresh.body.key).not.toBe(old.key);
    expect([await works(old.key), await works(fresh.body.key)]).toEqual([true, true]);
    // Rotated again, it does not live longer.
    await tenant.post(`/v1/keys/${old.id}/rotate`, { overlapHours: 48 });
    later(2);
    expect([await works(old.key), await works(fresh.body.key)]).toEqual([false, true]);
    expect((await tenant.post(`/v1/keys/${old.id}/rotate`, {})).body.code).toBe("wrong-status");
  });

  it("revokes at once, also a key that was used a moment before, with what it signed", async () => {
    await preparePriceTest(tenant);
    const { id, key } = (await tenant.post("/v1/keys", { kind: "secret", name: "leaked" })).body;
    const unit = { kind: "visitor", id: "v_1" };
    const { quote } = (await server.call("POST", "/v1/evaluate", { key, body: { unit } })).body;
    const { token } = (await server.call("POST", "/v1/account-tokens", { key, body: { account: "a_1" } })).body;
    const balance = () => server.call("POST", "/v1/evaluate", { key: token, body: {} });
    const verify = async () => (await tenant.post("/v1/quotes/verify", { quote, visitor: "v_1" })).body;
    expect([await statusWith(key), (await balance()).status, (await verify()).ok]).toEqual([200, 200, true]);
    expect((await tenant.post(`/v1/keys/${id}/revoke`, {})).body.revokedAt).toBe(now.toISOString());
    expect(await statusWith(key)).toBe(401);
    expect((await balance()).body.code).toBe("unauthenticated");
    expect(await verify()).toMatchObject({ ok: false, code: "quote-unknown-key" });
    expect((await tenant.post(`/v1/keys/${id}/revoke`, {})).status).toBe(200);
    expect((await tenant.post("/v1/keys/nothing/revoke", {})).status).toBe(404);
  });

  it("writes every change to the audit log, with who made it", async () => {
    const { id } = (await tenant.post("/v1/keys", { kind: "publishable", name: "site" })).body;
    later(1);
    await tenant.post(`/v1/keys/${id}/rotate`, { overlapHours: 0 });
    later(1);
    await tenant.post(`/v1/keys/${id}/revoke`, {});
    const { entries } = (await tenant.get("/v1/audit")).body;
    expect(entries.map(({ action, target }: { action: string; target: string }) => [action, target])).toEqual([
      ["key.revoke", `key/${id}`],
      ["key.rotate", `key/${id}`],
      ["key.create", `key/${id}`],
    ]);
    expect(entries[0].actor).toBe(`${tenant.scope.tenantId}/secret`);
  });
});

describe("GET /v1/audit", () => {
  it("gives every entry once, newest first, part by part", async () => {
    for (let count = 0; count < 7; count++) {
      later(count % 2);
      await tenant.post("/v1/keys", { kind: "publishable", name: `key ${count}` });
    }
    const seen: string[] = [];
    const times: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { body } = await tenant.get(`/v1/audit?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.entries.map(({ id }: { id: string }) => id));
      times.push(...body.entries.map(({ at }: { at: string }) => at));
      cursor = body.nextCursor;
    }
    expect(new Set(seen).size).toBe(7);
    expect(times).toEqual([...times].sort().reverse());
    expect((await tenant.get("/v1/audit?cursor=nonsense")).body.problems[0].code).toBe("invalid-cursor");
  });
});

describe("POST /v1/account-tokens", () => {
  it("lets a browser act for one account, for 15 minutes", async () => {
    await preparePriceTest(tenant);
    const { status, body } = await tenant.post("/v1/account-tokens", { account: "a_1", attributes: { tier: "gold" } });
    expect(status).toBe(201);
    expect(Date.parse(body.expiresAt) - now.getTime()).toBe(15 * 60_000);
    const evaluate = (request: object) => server.call("POST", "/v1/evaluate", { key: body.token, body: request });
    expect((await evaluate({})).body.unit).toEqual({ kind: "account", id: "a_1" });
    expect((await evaluate({ unit: { kind: "account", id: "a_2" } })).body.code).toBe("forbidden");
    expect((await server.call("GET", "/v1/keys", { key: body.token })).body.code).toBe("forbidden");
    later(0.25);
    expect((await evaluate({})).status).toBe(401);
  });

  it("refuses a token that was changed", async () => {
    await preparePriceTest(tenant);
    const { token } = (await tenant.post("/v1/account-tokens", { account: "a_1" })).body;
    const [text = "", code] = token.slice("pw_at_".length).split(".");
    const claims = JSON.parse(Buffer.from(text, "base64url").toString());
    const other = Buffer.from(JSON.stringify({ ...claims, account: "a_2" })).toString("base64url");
    for (const forged of [`pw_at_${other}.${code}`, `pw_at_${text}.`, `pw_at_${text}`, `${token}.x`])
      expect((await server.call("POST", "/v1/evaluate", { key: forged, body: {} })).status, forged).toBe(401);
  });
});

describe("GET /v1/usage", () => {
  it("over it, who was shown a price keeps it, and who is new gets the control, uncounted", async () => {
    const live = await server.newTenant("live");
    const { scope } = live;
    await preparePriceTest(live);
    const evaluate = async (id: string) =>
      (await live.post("/v1/evaluate", { unit: { kind: "account", id } })).body.assignments[0];
    let shown = 0;
    while ((await evaluate(`a-${shown}`)).variant !== "price-59") shown++;
    await server.database.inScope(scope, async (queries) => {
      await queries.execute(sql`update tenants set plan = 'free' where tenant_id = ${scope.tenantId}`);
      await queries.execute(sql`insert into quota_counters (tenant_id, environment, month, uses)
        values (${scope.tenantId}, 'live', ${now.toISOString().slice(0, 7)}, 1000)`);
    });
    let asked = 0;
    // The server knows from the last second whether the quota is used.
    await vi.waitFor(async () => expect((await evaluate(`probe-${asked++}`)).reason).toBe("over-quota"), 20_000);
    expect(await evaluate(`a-${shown}`)).toMatchObject({ variant: "price-59", reason: "frozen" });
    for (let index = 0; index < 10; index++)
      expect(await evaluate(`new-${index}`)).toMatchObject({
        variant: "price-39",
        reason: "over-quota",
        counted: false,
      });
  });

  it("says what is used, and over it new experiments wait while prices stay", async () => {
    const live = await server.newTenant("live");
    const { scope } = live;
    expect((await live.get("/v1/usage")).body).toMatchObject({ used: 0, limit: null, left: null });
    await preparePriceTest(live, { draft: true });
    const month = now.toISOString().slice(0, 7);
    await server.database.inScope(scope, async (queries) => {
      await queries.execute(sql`update tenants set plan = 'free' where tenant_id = ${scope.tenantId}`);
      await queries.execute(sql`insert into quota_counters (tenant_id, environment, month, uses)
        values (${scope.tenantId}, 'live', ${month}, 999)`);
    });
    expect((await live.get("/v1/usage")).body).toEqual({
      used: 999,
      limit: 1000,
      left: 1,
      resetsAt: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString(),
      providerCalls: { stripe: 0, lemonsqueezy: 0, paid: 0 },
    });
    await server.database.inScope(scope, (queries) => queries.execute(sql`update quota_counters set uses = 1000`));
    const start = await server.call("POST", "/v1/experiments/license-price/start", {
      key: live.secretKey,
      body: {},
      headers: { "if-match": '"v1"' },
    });
    expect(start.body).toMatchObject({
      status: 429,
      code: "quota_exceeded",
      detail: expect.stringContaining("-01T00"),
      resetsAt: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString(),
      upgradeUrl: "https://shop.example/plans",
    });
    expect(Number(start.headers.get("retry-after"))).toBeGreaterThan(0);
    const { body: draft } = await live.get("/v1/experiments/license-price");
    expect(draft.status).toBe("draft");
    const created = await live.post("/v1/experiments", { ...draft, key: "another" });
    expect(created.status).toBe(400);
    const variants = [
      { key: "a", prices: ["license-39"] },
      { key: "b", prices: ["license-59"] },
    ];
    expect((await live.post("/v1/experiments", { key: "another", control: "a", variants })).body.code).toBe(
      "quota_exceeded",
    );
    expect((await live.post("/v1/evaluate", { unit: { kind: "visitor", id: "v_1" } })).status).toBe(200);
  });
});
