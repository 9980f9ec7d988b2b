import { randomBytes } from "node:crypto";
import { assign, type Experiment } from "@pricewright/core";
import { sql } from "drizzle-orm";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "./app.ts";
import { ConfigurationError, readConfiguration } from "./configuration/configuration.ts";
import { createServices } from "./create-services.ts";
import { type Database, type Queries, rows } from "./database/database.ts";
import { NO_RATE_LIMITS } from "./limits/rate-limits.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { serveMetrics } from "./metrics/serve-metrics.ts";
import { namedKey } from "./secrets/master-keys.ts";
import type { FirstKeys } from "./tenants/first-keys.ts";
import { ensureFirstTenant } from "./tenants/first-tenant.ts";
import { openTestDatabase, type TestDatabase } from "./testing/open-test-database.ts";
import { catalog, experiment } from "./testing/price-test.ts";

let opened: TestDatabase;
let keys: FirstKeys;
let isAway = false;
let isFull = false;
let isDraining = false;
let now = Date.now();
let metrics: ReturnType<typeof createMetrics>;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  opened = await openTestDatabase();
  const masterKeys = [namedKey(randomBytes(32))];
  keys = (await ensureFirstTenant(opened.database, masterKeys)) as FirstKeys;
  metrics = createMetrics(opened.database);
  const away = () => Promise.reject(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));
  const database: Database = {
    ...opened.database,
    inScope: (scope, work) => (isAway ? away() : opened.database.inScope(scope, refuseWrites(work)).catch(asFullDisk)),
    inOneTransaction: (scope, work) =>
      isAway ? away() : opened.database.inOneTransaction(scope, refuseWrites(work)).catch(asFullDisk),
    findKey: (hash) => (isAway ? away() : opened.database.findKey(hash)),
    ping: () => (isAway ? away() : opened.database.ping()),
  };
  app = createApp(
    createServices({
      database,
      masterKeys,
      limits: NO_RATE_LIMITS,
      log: pino({ level: "silent" }),
      clock: () => new Date(now),
      localDashboard: false,
      corsOrigins: [],
      countryHeader: null,
      addressHeader: null,
      upgradeUrl: "/",
      quotaLimits: { free: 1, starter: 1, pro: 1 },
      metrics,
      isDraining: () => isDraining,
    }),
  );
});
afterAll(() => opened.drop());

/** While the disk is full, reads succeed and writes do not. */
function refuseWrites<Rest extends unknown[], Result>(work: (queries: Queries, ...rest: Rest) => Promise<Result>) {
  return async (queries: Queries, ...rest: Rest) => {
    if (isFull) await queries.execute(sql`set transaction read only`);
    return work(queries, ...rest);
  };
}

/** What PostgreSQL says when it can write no more. */
function asFullDisk(error: unknown): never {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ((cause as { code?: string }).code === "25006")
      throw Object.assign(new Error("could not extend file: No space left on device"), { code: "53100" });
  throw error;
}

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(path, {
    method: "POST",
    headers: { authorization: `Bearer ${keys.secretKey}`, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

describe("with the database away", () => {
  it("evaluates from memory and signed records, and says of writes that they must wait", async () => {
    await post("/v1/catalog", catalog);
    await post("/v1/experiments", { ...experiment, startedAt: new Date(now).toISOString() });
    const evaluate = async (id: string, frozen: string[] = []) => {
      const answer = await post("/v1/evaluate", { unit: { kind: "account", id }, frozen });
      expect(answer.status).toBe(200);
      return answer.json();
    };
    // Somebody whom the other arm fell to.
    let seen = await evaluate("a-0");
    for (let index = 1; seen.assignments[0].variant !== "price-59"; index++) seen = await evaluate(`a-${index}`);
    isAway = true;
    now += 5000;
    const again = await evaluate(seen.unit.id, seen.frozen);
    expect(again.assignments[0]).toMatchObject({ variant: "price-59", reason: "frozen" });
    expect(again.quote).toEqual(expect.any(String));
    for (let index = 0; index < 20; index++) {
      const stranger = await evaluate(`new-${index}`);
      expect(stranger.assignments[0]).toMatchObject({ variant: "price-39", counted: false });
      expect(stranger.frozen).toEqual([]);
      const claims = JSON.parse(Buffer.from(stranger.quote.split(".")[1], "base64url").toString());
      expect(JSON.stringify(claims)).not.toContain("license-price");
    }
    const looked = await post("/v1/evaluate", {
      unit: { kind: "account", id: "looker" },
      overrides: { "license-price": "price-59" },
    });
    const { quote: preview } = await looked.json();
    expect(JSON.parse(Buffer.from(preview.split(".")[1], "base64url").toString())).toMatchObject({ preview: true });
    const tried = [
      await post("/v1/events", {
        events: [
          {
            type: "conversion",
            id: "s",
            unit: { kind: "account", id: "a" },
            occurredAt: new Date(now).toISOString(),
            price: "license-39",
            amount: "39",
            currency: "USD",
          },
        ],
      }),
      await post("/v1/experiments", { ...experiment, key: "other" }),
      await post("/v1/experiments", { ...experiment, key: "other" }, { "idempotency-key": "k" }),
    ];
    for (const answer of tried)
      expect([answer.status, answer.headers.get("retry-after"), (await answer.json()).code]).toEqual([
        503,
        "1",
        "unavailable",
      ]);
    expect((await app.request("/ready")).status).toBe(503);
    expect((await app.request("/health")).status).toBe(200);
    expect(await (await app.request("/health/dependencies")).json()).toMatchObject({
      status: "degraded",
      dependencies: { database: { status: "away" }, redis: { status: "none" } },
    });
    isAway = false;
    now += 5000;
    expect((await evaluate("new-0")).frozen).toHaveLength(1);
    expect(await (await app.request("/health/dependencies")).json()).toMatchObject({ status: "ok" });
  });
});

describe("with the disk full", () => {
  it("gives everybody the price they were shown, also beside a test that is new to them, and takes no writes", async () => {
    const evaluate = async (id: string) => {
      const answer = await post("/v1/evaluate", { unit: { kind: "account", id } });
      expect(answer.status).toBe(200);
      return answer.json();
    };
    let seen = await evaluate("f-0");
    for (let index = 1; seen.assignments[0].variant !== "price-59"; index++) seen = await evaluate(`f-${index}`);
    const second = await post("/v1/experiments", { ...experiment, key: "second", salt: "second" });
    expect([second.status, await second.text()]).toEqual([201, expect.any(String)]);
    now += 5000;
    isFull = true;
    const variantsOf = ({ assignments }: { assignments: { variant: string }[] }) =>
      assignments.map(({ variant }) => variant);
    expect((await evaluate(seen.unit.id)).assignments[0]).toMatchObject({ variant: "price-59", reason: "frozen" });
    const shown = [await evaluate(seen.unit.id), await evaluate("f-new")];
    for (const { unit, ...first } of shown) expect(variantsOf(await evaluate(unit.id))).toEqual(variantsOf(first));
    const another = { ...catalog, plans: [{ ...catalog.plans[0], name: "Another" }] };
    const written = await post("/v1/catalog", another, { "if-match": '"v1"' });
    expect([written.status, (await written.json()).code]).toEqual([503, "unavailable"]);
    isFull = false;
    for (const { unit, ...first } of shown) {
      const later = await evaluate(unit.id);
      expect([variantsOf(later), later.frozen.length]).toEqual([variantsOf(first), 2]);
    }
  });
});

describe("a price while the database comes and goes", () => {
  const idsOf: Record<string, string> = {};
  const evaluate = async (id: string) => {
    const answer = await post("/v1/evaluate", { unit: { kind: "account", id } });
    expect(answer.status).toBe(200);
    return (await answer.json()).assignments[0];
  };
  beforeAll(async () => {
    for (let index = 0; idsOf.second === undefined; index++) {
      const id = `stays-${index}`;
      if (assign({ ...experiment, status: "running" } as Experiment, { id }).variant !== "price-59") continue;
      idsOf[idsOf.first === undefined ? "first" : "second"] = id;
    }
  });

  it("stays for who was seen here before, without any record that the caller passes", async () => {
    const id = idsOf.first as string;
    expect(await evaluate(id)).toMatchObject({ variant: "price-59", reason: "assigned" });
    isAway = true;
    // What was read a moment ago is not asked for again within a second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await evaluate(id)).toMatchObject({ variant: "price-59", reason: "frozen", counted: true });
    isAway = false;
    expect(await evaluate(id)).toMatchObject({ variant: "price-59", reason: "frozen", counted: true });
  });

  it("stays for strangers who were shown the control meanwhile", async () => {
    const id = idsOf.second as string;
    isAway = true;
    expect(await evaluate(id)).toMatchObject({ variant: "price-39", counted: false });
    expect(await evaluate(id)).toMatchObject({ variant: "price-39", counted: false });
    isAway = false;
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await evaluate(id)).toMatchObject({ variant: "price-39", reason: "frozen", counted: false });
    const kept = await opened.database.inScope({ tenantId: "default", environment: "test" }, (queries) =>
      rows(
        queries,
        sql`select record->>'variant' as variant from frozen_records
        where unit_id = ${id} and experiment = 'license-price'`,
      ),
    );
    expect(kept).toEqual([{ variant: "price-39" }]);
  });

  it("is answered also where the database goes away just after a change of prices", async () => {
    const draft = { ...experiment, key: "another", salt: "another", startedAt: undefined, draft: true };
    expect((await post("/v1/experiments", draft)).status).toBe(201);
    isAway = true;
    expect(await evaluate(idsOf.first as string)).toMatchObject({ variant: "price-59", reason: "frozen" });
    isAway = false;
  });

  it("stays where it was being stored when the database went away", async () => {
    const minted = async (unit?: unknown) => {
      const answer = await post("/v1/evaluate", unit === undefined ? {} : { unit });
      expect(answer.status).toBe(200);
      return answer.json();
    };
    isAway = true;
    const seen = await Promise.all(Array.from({ length: 20 }, () => minted()));
    expect(new Set(seen.map(({ assignments }) => assignments[0].variant)).size).toBe(2);
    isAway = false;
    const { headers } = await app.request("/v1/experiments/license-price", {
      headers: { authorization: `Bearer ${keys.secretKey}` },
    });
    const change = { weights: { "price-59": 0 }, reason: "meanwhile" };
    const changed = await post("/v1/experiments/license-price/reweight", change, {
      "if-match": headers.get("etag") ?? "",
    });
    expect(changed.status).toBe(200);
    for (const { unit, assignments } of seen)
      expect((await minted(unit)).assignments[0]).toMatchObject({ variant: assignments[0].variant, reason: "frozen" });
  });
});

describe("a server that ends", () => {
  it("is not ready, and still answers", async () => {
    isDraining = true;
    expect((await app.request("/ready")).status).toBe(503);
    expect((await post("/v1/evaluate", {})).status).toBe(200);
    isDraining = false;
    expect((await app.request("/ready")).status).toBe(200);
  });
});

describe("answers", () => {
  it("carry headers that keep browsers from guessing", async () => {
    const { headers } = await app.request("/health");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("SAMEORIGIN");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });
});

describe("/metrics", () => {
  it("names routes and never tenants or units", async () => {
    await app.request("/v1/experiments/secret-name", { headers: { authorization: `Bearer ${keys.secretKey}` } });
    await app.request("/no/such/place");
    const server = await serveMetrics(metrics, { host: "127.0.0.1", port: 0 });
    try {
      const text = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
      expect(text).toMatch(
        /pricewright_request_seconds_count\{method="POST",route="\/v1\/evaluate",status="200"\} \d+/,
      );
      expect(text).toContain('route="none",status="404"');
      expect(text).toMatch(/pricewright_cache_lookups_total\{cache="keys",result="hit"\} \d+/);
      expect(text).toMatch(/pricewright_database_connections\{state="idle"\} \d+/);
      expect(text).toContain("pricewright_events_folded_total");
      expect(text).not.toMatch(/secret-name|tenant|default"|no\/such/);
      expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(404);
    } finally {
      await server.close();
    }
  });
});

describe("production", () => {
  it("wants a key of its own beside PostgreSQL", () => {
    const variables = { NODE_ENV: "production", DATABASE_URL: "postgres://somebody@db/pricewright" };
    expect(() => readConfiguration(variables)).toThrow(ConfigurationError);
    const key = randomBytes(32).toString("base64");
    const JWT_SECRET = randomBytes(32).toString("hex");
    expect(() => readConfiguration({ ...variables, API_KEY_ENCRYPTION_KEY: key })).toThrow("JWT_SECRET");
    expect(readConfiguration({ ...variables, API_KEY_ENCRYPTION_KEY: key, JWT_SECRET }).isProduction).toBe(true);
  });
});
