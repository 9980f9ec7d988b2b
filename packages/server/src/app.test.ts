import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows } from "./database/database.ts";
import { generateApiKey } from "./keys/api-key.ts";
import { PROBLEMS } from "./problems/problem.ts";
import { exposure, preparePriceTest } from "./testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "./testing/test-server.ts";

let server: TestServer;
let tenant: TestTenant;

beforeAll(async () => {
  server = await startTestServer();
  tenant = await server.newTenant();
});
afterAll(() => server.drop());

describe("errors", () => {
  const expectProblem = (answer: Awaited<ReturnType<TestServer["call"]>>, status: number, code: string) => {
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({
      type: `/docs/errors#${code}`,
      title: expect.any(String),
      status,
      code,
      detail: expect.any(String),
      problems: expect.any(Array),
      requestId: answer.headers.get("x-request-id") ?? expect.any(String),
    });
  };

  it("are problem documents, whatever went wrong", async () => {
    const call = (path: string, options: Parameters<TestServer["call"]>[2] = {}, method = "POST") =>
      server.call(method, path, { key: tenant.secretKey, ...options });
    expectProblem(await call("/v1/evaluate", { body: "{not json" }), 400, "malformed-json");
    expectProblem(await call("/v1/evaluate", { body: "" }), 400, "malformed-json");
    expectProblem(await call("/v1/evaluate", { body: "[]" }), 400, "invalid-request");
    expectProblem(
      await call("/v1/evaluate", { body: "a=b", headers: { "content-type": "text/plain" } }),
      415,
      "unsupported-content-type",
    );
    expectProblem(
      await call("/v1/events", { body: JSON.stringify({ events: ["x".repeat(1024 * 1024)] }) }),
      413,
      "body-too-large",
    );
    expectProblem(await call("/v1/nothing", {}, "GET"), 404, "not-found");
    expectProblem(await server.call("GET", "/nothing"), 404, "not-found");
  });

  it("say which key is wanted", async () => {
    const results = "/v1/experiments/license-price/results";
    const foreign = { headers: { host: "evil.example", "sec-fetch-site": "cross-site" } };
    expectProblem(await server.call("GET", "http://evil.example/v1/experiments", foreign), 401, "unauthenticated");
    expectProblem(await server.call("GET", "/v1/experiments", { key: "pw_sk_test_nonsense" }), 401, "unauthenticated");
    expectProblem(
      await server.call("GET", "/v1/experiments", { key: generateApiKey({ kind: "secret", environment: "test" }) }),
      401,
      "unauthenticated",
    );
    expectProblem(await server.call("GET", results, { key: tenant.publishableKey }), 403, "forbidden");
    expectProblem(await server.call("POST", "/v1/evaluate", { body: {} }), 403, "forbidden");
  });
});

describe("this machine's own dashboard", () => {
  it("reads without a key from a page of this server, and from nowhere else", async () => {
    const read = (host: string, headers: Record<string, string> = {}) =>
      server.call("GET", `http://${host}/v1/experiments`, { headers });
    expect((await read("localhost:3001", { "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect((await read("127.0.0.1:3001")).status).toBe(200);
    expect((await read("localhost:3001", { "sec-fetch-site": "cross-site" })).status).toBe(401);
    // Another site's name that was made to resolve to this machine.
    expect((await read("rebound.example:3001", { "sec-fetch-site": "same-origin" })).status).toBe(401);
  });

  it("changes nothing without a key", async () => {
    expect((await server.call("POST", "http://localhost:3001/v1/experiments", { body: {} })).status).toBe(403);
  });
});

describe("isolation", () => {
  it("keeps tenants and environments apart", async () => {
    const owner = await server.newTenant("test", "owner");
    const live = await server.newTenant("live", "owner");
    const stranger = await server.newTenant();
    await preparePriceTest(owner);
    await owner.post("/v1/events", { events: [exposure("v_1")] });
    for (const other of [live, stranger]) {
      expect((await other.get("/v1/experiments")).body).toEqual({ experiments: [], nextCursor: null });
      expect((await other.get("/v1/experiments/license-price/results")).status).toBe(404);
      expect((await other.post("/v1/events", { events: [exposure("v_1")] })).body.results[0].status).toBe("rejected");
    }
  });

  it("shows and takes no row without a scope, in any table", async () => {
    await preparePriceTest(await server.newTenant("test", "with-rows"));
    await server.database.inScope({ tenantId: "", environment: "test" }, async (queries) => {
      const tables = await rows<{ table_name: string }>(
        queries,
        sql`select relname as table_name from pg_class
          where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`,
      );
      expect(tables.length).toBeGreaterThanOrEqual(10);
      for (const { table_name } of tables) {
        const [row] = await rows<{ count: number }>(
          queries,
          sql`select count(*)::int as count from ${sql.identifier(table_name)}`,
        );
        expect([table_name, row?.count]).toEqual([table_name, 0]);
      }
    });
    const insert = server.database.inScope({ tenantId: "with-rows", environment: "test" }, (queries) =>
      queries.execute(sql`insert into tenants (tenant_id, name) values ('somebody-else', 'x')`),
    );
    await expect(insert).rejects.toThrow();
  });
});

describe("cross-origin requests", () => {
  const allowed = async (path: string, origin: string, headers: Record<string, string> = {}) =>
    (
      await server.call("OPTIONS", path, {
        headers: { origin, "access-control-request-method": "POST", ...headers },
      })
    ).headers.get("access-control-allow-origin");

  it("to routes for servers are allowed for the configured origins only", async () => {
    expect(await allowed("/v1/experiments", "https://shop.example")).toBe("https://shop.example");
    expect(await allowed("/v1/experiments", "https://evil.example")).toBeNull();
    const read = await server.call("GET", "/v1/experiments", {
      key: tenant.secretKey,
      headers: { origin: "https://evil.example" },
    });
    expect(read.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("to routes for browsers may be asked by any page, and are answered on the key's sites", async () => {
    expect(await allowed("/v1/evaluate", "https://any.example")).toBe("https://any.example");
    const { key } = (
      await tenant.post("/v1/keys", { kind: "publishable", name: "site", origins: ["https://own.example"] })
    ).body;
    const evaluate = (origin: string, by = key) =>
      server.call("POST", "/v1/evaluate", { key: by, body: {}, headers: { origin } });
    const own = await evaluate("https://own.example");
    expect(own.headers.get("access-control-allow-origin")).toBe("https://own.example");
    expect(own.headers.get("access-control-allow-credentials")).toBeNull();
    const foreign = await evaluate("https://evil.example");
    expect([foreign.body.code, foreign.headers.get("access-control-allow-origin")]).toEqual(["wrong-origin", null]);
    // A secret key that leaked into a page is of no use to it.
    const secret = await evaluate("https://evil.example", tenant.secretKey);
    expect(secret.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("pages", () => {
  it("describe every route in OpenAPI", async () => {
    const { body } = await server.call("GET", "/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    expect(
      Object.entries(body.paths)
        .flatMap(([path, methods]) => Object.keys(methods as object).map((method) => `${method} ${path}`))
        .sort(),
    ).toEqual([
      "delete /v1/internal-units/{kind}/{id}",
      "delete /v1/invitations/{id}",
      "delete /v1/members/{id}",
      "delete /v1/providers/{provider}",
      "delete /v1/tenant/deletion",
      "delete /v1/units/{kind}/{id}",
      "delete /v1/webhook-endpoints/{id}",
      "get /v1/accounts",
      "get /v1/accounts/{id}",
      "get /v1/accounts/{id}/credits",
      "get /v1/accounts/{id}/credits/ledger",
      "get /v1/audit",
      "get /v1/billing/status",
      "get /v1/catalog",
      "get /v1/catalog/diff",
      "get /v1/catalog/versions",
      "get /v1/catalog/versions/{version}",
      "get /v1/catalog/withdrawals",
      "get /v1/config",
      "get /v1/config/stream",
      "get /v1/connected-account",
      "get /v1/cost-tables",
      "get /v1/cost-tables/{id}/{version}",
      "get /v1/events/recent",
      "get /v1/experiments",
      "get /v1/experiments/{key}",
      "get /v1/experiments/{key}/results",
      "get /v1/experiments/{key}/timeline",
      "get /v1/export",
      "get /v1/internal-units",
      "get /v1/invitations",
      "get /v1/keys",
      "get /v1/license",
      "get /v1/margin",
      "get /v1/members",
      "get /v1/providers",
      "get /v1/providers/{provider}/webhooks",
      "get /v1/session",
      "get /v1/tenant",
      "get /v1/units/{kind}/{id}",
      "get /v1/usage",
      "get /v1/webhook-endpoints",
      "get /v1/webhook-endpoints/{id}/deliveries",
      "patch /v1/experiments/{key}",
      "patch /v1/members/{id}",
      "post /v1/account-tokens",
      "post /v1/accounts/{id}/credits/charges",
      "post /v1/accounts/{id}/credits/grants",
      "post /v1/accounts/{id}/credits/grants/{grant}/expire",
      "post /v1/accounts/{id}/credits/grants/{grant}/void",
      "post /v1/accounts/{id}/credits/holds",
      "post /v1/accounts/{id}/credits/holds/{hold}/release",
      "post /v1/accounts/{id}/credits/holds/{hold}/settle",
      "post /v1/accounts/{id}/credits/refunds",
      "post /v1/billing/checkout",
      "post /v1/billing/portal",
      "post /v1/billing/webhooks/{provider}",
      "post /v1/catalog",
      "post /v1/catalog/withdrawals",
      "post /v1/checkouts",
      "post /v1/connected-account/links",
      "post /v1/connected-account/webhooks",
      "post /v1/cost-tables",
      "post /v1/environment/empty",
      "post /v1/evaluate",
      "post /v1/events",
      "post /v1/experiments",
      "post /v1/experiments/{key}/archive",
      "post /v1/experiments/{key}/clone",
      "post /v1/experiments/{key}/conclude",
      "post /v1/experiments/{key}/exclusions",
      "post /v1/experiments/{key}/pause",
      "post /v1/experiments/{key}/plan",
      "post /v1/experiments/{key}/previews",
      "post /v1/experiments/{key}/reweight",
      "post /v1/experiments/{key}/start",
      "post /v1/first-owner",
      "post /v1/identify",
      "post /v1/import",
      "post /v1/invitations",
      "post /v1/invitations/accept",
      "post /v1/keys",
      "post /v1/keys/{id}/revoke",
      "post /v1/keys/{id}/rotate",
      "post /v1/members/{id}/revoke-sessions",
      "post /v1/providers/{provider}/rotate",
      "post /v1/providers/{provider}/test",
      "post /v1/quotes/verify",
      "post /v1/tenant/deletion",
      "post /v1/tenants",
      "post /v1/webhook-endpoints",
      "post /v1/webhook-endpoints/{id}/deliveries/{delivery}/redeliver",
      "post /v1/webhook-endpoints/{id}/test",
      "post /v1/webhooks/{provider}/{tenant}",
      "put /v1/accounts/{id}",
      "put /v1/internal-units/{kind}/{id}",
      "put /v1/providers/{provider}",
    ]);
    expect(JSON.stringify(body.paths["/v1/evaluate"].post.requestBody)).toContain('"experiments"');
  });

  it("show the description without loading anything from outside", async () => {
    const { body } = await server.call("GET", "/docs");
    const addresses = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
    expect(addresses.length).toBeGreaterThan(2);
    for (const address of addresses) {
      if (address.startsWith("data:")) continue;
      expect(address).toMatch(/^\/docs\//);
      expect((await server.call("GET", address)).status).toBe(200);
    }
  });

  it("explain every error code where an error's type points, and in the docs", async () => {
    const { body } = await server.call("GET", "/docs/errors");
    const documentation = readFileSync(new URL("../../../docs/reference/errors.md", import.meta.url), "utf8");
    for (const [code, { status }] of Object.entries(PROBLEMS)) {
      expect(body).toContain(`id="${code}"`);
      expect(documentation).toMatch(new RegExp(`^\\| \`${code}\`\\s*\\| ${status}\\s*\\|`, "m"));
    }
  });

  it("tell that the server lives and is ready", async () => {
    expect((await server.call("GET", "/health")).body).toEqual({
      status: "ok",
      timestamp: expect.stringMatching(/^\d{4}-/),
      version: expect.stringMatching(/^\d+\./),
    });
    expect((await server.call("GET", "/ready")).body).toMatchObject({ status: "ready" });
  });

  it("give out assets of the dashboard and no other file", async () => {
    expect((await server.call("GET", "/")).headers.get("content-security-policy")).toContain("default-src 'self'");
    for (const path of [
      "/assets/../index.html",
      "/assets/..%2f..%2fpackage.json",
      "/assets/%2e%2e/%2e%2e/package.json",
    ]) {
      expect((await server.call("GET", path)).status).toBe(404);
    }
  });
});
