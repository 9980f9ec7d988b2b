import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type NewPostgresql, newPostgresql } from "./testing/new-postgresql.ts";
import { catalog, experiment, exposure, sale } from "./testing/price-test.ts";
import { type RoundRobin, startRoundRobin } from "./testing/round-robin.ts";
import { type ServerProcess, startServerProcess } from "./testing/server-process.ts";

describe.each([2, 4])("%i servers on one database and one Redis", (count) => {
  let database: NewPostgresql;
  let servers: ServerProcess[] = [];
  let proxy: RoundRobin;
  let keys: { readonly secretKey: string; readonly publishableKey: string };

  beforeAll(async () => {
    database = await newPostgresql();
    const variables = {
      DATABASE_URL: database.url,
      REDIS_URL: process.env.TEST_REDIS_URL ?? "",
      API_KEY_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
      JWT_SECRET: randomBytes(32).toString("base64"),
      LOG_LEVEL: "silent",
    };
    servers = await Promise.all(Array.from({ length: count }, () => startServerProcess(variables)));
    const first = servers.find(({ secretKey }) => secretKey !== "");
    if (!first) throw new Error("No server made the first keys.");
    keys = first;
    proxy = await startRoundRobin(servers.map(({ url }) => url));
    await vi.waitFor(
      async () => {
        for (const server of servers) expect(await redisOf(server)).toBe("ok");
      },
      { timeout: 20_000, interval: 100 },
    );
    expect((await call(first.url, "/v1/catalog", catalog)).status).toBe(200);
    expect((await call(first.url, "/v1/experiments", experiment)).status).toBe(201);
    // What a server remembers of prices is at most a second old.
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }, 120_000);
  afterAll(async () => {
    await proxy?.close();
    await Promise.all(servers.map(({ kill }) => kill()));
    await database?.drop();
  });

  async function call(url: string, path: string, body?: unknown, key = keys.secretKey, ifMatch?: string) {
    const response = await fetch(url + path, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        connection: "close",
        ...(ifMatch === undefined ? {} : { "if-match": ifMatch }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  async function redisOf({ url }: ServerProcess): Promise<string> {
    return (await (await fetch(`${url}/health/dependencies`)).json()).dependencies.redis.status;
  }

  it("count together, and each tells the same results", async () => {
    const visitors = Array.from({ length: 200 }, (_, index) => `v_${index}`);
    // Every batch comes twice, by two servers.
    const batches = visitors.flatMap((visitor) => Array(2).fill([exposure(visitor), sale(visitor)]));
    for (let sent = 0; sent < batches.length; sent += 16) {
      const some = batches.slice(sent, sent + 16);
      const answers = await Promise.all(some.map((events) => call(proxy.url, "/v1/events", { events })));
      expect(answers.map(({ status }) => status)).toEqual(some.map(() => 200));
    }
    const reports = await Promise.all(servers.map(({ url }) => call(url, "/v1/experiments/license-price/results")));
    const [first, ...others] = reports.map(({ body }) => body.report.variants);
    for (const other of others) expect(other).toEqual(first);
    const arrivals = first.map((variant: { arrivals: number }) => variant.arrivals);
    expect(arrivals[0] + arrivals[1]).toBe(visitors.length);
  });

  it("show one person one price, whichever is asked", async () => {
    for (let visitor = 0; visitor < 20; visitor++) {
      const unit = { kind: "account", id: `steady-${visitor}` };
      const seen = await Promise.all(servers.map(({ url }) => call(url, "/v1/evaluate", { unit })));
      expect(new Set(seen.map(({ body }) => body.assignments[0].variant)).size).toBe(1);
    }
  });

  it("see a new price list within a second, whoever published it", async () => {
    const [first] = servers as [ServerProcess];
    const [plan] = catalog.plans;
    const renamed = { ...catalog, plans: [{ ...plan, name: `Licence by ${count}` }] };
    expect((await call(first.url, "/v1/catalog", renamed, keys.secretKey, '"v1"')).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    for (const { url } of servers) {
      const { body } = await call(url, "/v1/evaluate", { unit: { kind: "account", id: "later" } });
      expect(JSON.stringify(body)).toContain(`Licence by ${count}`);
    }
  });

  it("share one limit of requests", async () => {
    const ask = () => call(proxy.url, "/v1/evaluate", {}, keys.publishableKey);
    const statuses: number[] = [];
    for (let asked = 0; asked < 1100; asked += 50)
      statuses.push(...(await Promise.all(Array.from({ length: 50 }, ask))).map(({ status }) => status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(100);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
  });
});
