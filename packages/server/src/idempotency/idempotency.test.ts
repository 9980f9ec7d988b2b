import { OpenAPIHono } from "@hono/zod-openapi";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { experiments } from "../database/schema/index.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import type { Principal } from "../keys/principal.ts";
import { RequestProblem } from "../problems/problem.ts";
import { problemResponse } from "../problems/problem-response.ts";
import type { ServerEnvironment } from "../server-environment.ts";
import { catalog, experiment } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import { withIdempotency } from "./with-idempotency.ts";

let server: TestServer;
let tenant: TestTenant;
let now = new Date("2026-03-10T12:00:00Z");

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
});
afterAll(() => server.drop());
beforeEach(async () => {
  tenant = await server.newTenant();
  await tenant.post("/v1/catalog", catalog);
});

const send = (key: string, body: unknown, path = "/v1/experiments") =>
  server.call("POST", path, { key: tenant.secretKey, body, headers: { "idempotency-key": key } });
const keysOf = async () =>
  (await tenant.get("/v1/experiments")).body.experiments.map(({ key }: { key: string }) => key);

describe("Idempotency-Key", () => {
  it("answers a repetition with the first answer and does nothing again", async () => {
    const first = await send("k1", experiment);
    expect([first.status, first.headers.get("idempotency-replayed")]).toEqual([201, null]);
    const second = await send("k1", experiment);
    expect([second.status, second.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("etag")).toBe(first.headers.get("etag"));
    expect(second.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
    expect(await keysOf()).toEqual(["license-price"]);
    expect((await send("k2", experiment)).status).toBe(409);
  });

  it("refuses another body under the same key, and takes the same key on another route", async () => {
    await send("k1", experiment);
    const other = await send("k1", { ...experiment, key: "other" });
    expect([other.status, other.body.code]).toEqual([422, "idempotency-key-reused"]);
    expect((await send("k1", { key: "copy" }, "/v1/experiments/license-price/clone")).status).toBe(201);
    expect((await send("k1", { key: "copy" }, "/v1/experiments/copy/clone")).status).toBe(422);
  });

  it("is a tenant's own", async () => {
    await send("k1", experiment);
    tenant = await server.newTenant();
    await tenant.post("/v1/catalog", catalog);
    expect((await send("k1", { ...experiment, name: "Mine" })).status).toBe(201);
  });

  it("repeats refusals that would be the same again", async () => {
    const refused = await send("k1", { ...experiment, control: "nobody" });
    expect(refused.status).toBe(400);
    const again = await send("k1", { ...experiment, control: "nobody" });
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([400, "true"]);
    expect(again.body).toEqual(refused.body);
  });

  it("forgets after a day", async () => {
    await send("k1", experiment);
    now = new Date("2026-03-11T11:59:00Z");
    expect((await send("k1", experiment)).status).toBe(201);
    now = new Date("2026-03-11T12:00:00Z");
    expect((await send("k1", experiment)).status).toBe(409);
    now = new Date("2026-03-10T12:00:00Z");
  });

  it("lets one of many at once do it, and gives all the same answer", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => send("k1", experiment)));
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(201));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === null)).toHaveLength(1);
  });

  it("does not keep what it says to a stranger, and not the secrets of an answer", async () => {
    const stranger = await server.call("POST", "/v1/experiments", {
      key: tenant.publishableKey,
      body: experiment,
      headers: { "idempotency-key": "k1" },
    });
    expect(stranger.status).toBe(403);
    expect((await send("k1", experiment)).status).toBe(201);
    const shown = await send("k3", {}, "/v1/experiments/license-price/previews");
    const again = await send("k3", {}, "/v1/experiments/license-price/previews");
    expect([shown.status, again.status]).toEqual([201, 201]);
    expect(shown.body.token).toMatch(/^[\w-]+\.[\w-]+$/);
    expect(again.body).toEqual({ ...shown.body, token: "secret-shown-once" });
    const stored = await server.database.inScope(tenant.scope, (queries) =>
      rows<{ body: string }>(queries, sql`select body from idempotency_keys where key = 'k3'`),
    );
    expect(stored[0]?.body).not.toContain(shown.body.token);
  });

  it("wants a key that can be read", async () => {
    for (const key of ["a b", "x".repeat(256), "é"]) expect((await send(key, experiment)).status).toBe(400);
  });
});

describe("an answer and its effect", () => {
  /** A route that stores a row, then does as it is told; beside a second process on the same database. */
  const processOn = (after: () => Promise<void>, waitFor?: number) => {
    const app = new OpenAPIHono<ServerEnvironment>();
    app.use(async (context, next) => {
      context.set("requestId", "r");
      context.set("log", { error: () => {} } as never);
      await next();
    });
    app.onError((error, context) => problemResponse(error, context));
    const authenticate: Authenticate = () => async (context, next) => {
      context.set("principal", { scope: tenant.scope } as Principal);
      await next();
    };
    const services = { database: server.database, clock: () => now };
    app.post("/v1/things", withIdempotency(authenticate, services, waitFor)({}), async (context) => {
      await server.database.inScope(tenant.scope, (queries) =>
        queries.execute(sql`insert into withdrawn_prices (tenant_id, environment, price, honour, withdrawn_at)
          values (${tenant.scope.tenantId}, 'test', 'p', 'none', now())`),
      );
      await after();
      return context.json({ done: true });
    });
    return async () => app.request("/v1/things", { method: "POST", headers: { "idempotency-key": "k" } });
  };
  const stored = async () =>
    (
      await server.database.inScope(tenant.scope, (queries) =>
        rows<{ answers: number; effects: number }>(
          queries,
          sql`select (select count(*) from idempotency_keys)::int as answers,
              (select count(*) from withdrawn_prices)::int as effects`,
        ),
      )
    )[0];

  it("are stored both or neither", async () => {
    const failing = processOn(async () => {
      throw new Error("lost");
    });
    expect((await failing()).status).toBe(500);
    expect(await stored()).toEqual({ answers: 0, effects: 0 });
    for (const code of ["rate-limited", "unavailable", "forbidden", "unauthenticated"] as const) {
      const refusing = processOn(async () => {
        throw new RequestProblem(code, "not now");
      });
      await refusing();
      expect(await stored()).toEqual({ answers: 0, effects: 0 });
    }
    expect((await processOn(async () => {})()).status).toBe(200);
    expect(await stored()).toEqual({ answers: 1, effects: 1 });
    expect((await failing()).status).toBe(200);
  });

  it("make a second request wait for the first, and give up after a while", async () => {
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const call = processOn(async () => {
      begin();
      await finished;
    }, 300);
    const first = call();
    await begun;
    const second = await call();
    expect([second.status, (await second.json()).code, second.headers.get("retry-after")]).toEqual([
      409,
      "request-in-progress",
      "1",
    ]);
    const third = call();
    finish();
    expect([(await first).status, (await third).status]).toEqual([200, 200]);
    expect(await stored()).toEqual({ answers: 1, effects: 1 });
  });

  // The embedded database has one process.
  if (process.env.TEST_DATABASE === "postgresql")
    it("wait across processes", async () => {
      const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      const first = processOn(async () => {
        begin();
        await finished;
      })();
      await begun;
      // Another process shares the database and no memory.
      expect((await processOn(async () => {}, 200)()).status).toBe(409);
      const third = processOn(async () => {})();
      finish();
      expect([(await first).status, (await third).status]).toEqual([200, 200]);
      expect((await third).headers.get("idempotency-replayed")).toBe("true");
      expect(await stored()).toEqual({ answers: 1, effects: 1 });
    });
});

describe("a transaction that calls join", () => {
  it("does them one after another, undoes what fails alone, and keeps other scopes apart", async () => {
    const other = await server.newTenant("live");
    const plain = { ...experiment, name: "x", salt: "s", status: "draft" as const };
    const row = (key: string, scope = tenant.scope) =>
      server.database.inScope(scope, async (queries) => {
        await queries.insert(experiments).values({
          ...scope,
          ...plain,
          key,
          variants: [],
          coverage: 1,
          allocation: [] as never,
          settings: {} as never,
          revision: 1,
          weightEpoch: 1,
          version: 1,
          catalogVersion: 1,
        });
        if (key === "bad") throw new Error("undone");
      });
    await server.database.inOneTransaction(tenant.scope, async () => {
      const results = await Promise.allSettled([row("a"), row("bad"), row("b", other.scope), row("c")]);
      expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    });
    const keys = (scope: typeof tenant.scope) =>
      server.database.inScope(scope, async (queries) =>
        (await queries.select().from(experiments)).map(({ key }) => key),
      );
    expect([await keys(tenant.scope), await keys(other.scope)]).toEqual([["a", "c"], ["b"]]);
    await expect(
      server.database.inOneTransaction(tenant.scope, async () => {
        await row("d");
        throw new Error("all undone");
      }),
    ).rejects.toThrow("all undone");
    expect(await keys(tenant.scope)).toEqual(["a", "c"]);
  });
});
