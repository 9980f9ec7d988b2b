import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { runDueWebhooks } from "../jobs/run-due-webhooks.ts";
import { runJobs } from "../jobs/run-jobs.ts";
import { NO_PLATFORM_KEYS } from "../providers/provider-settings.ts";
import { type FakeAnswer, type FakeProvider, startFakeProvider } from "../testing/fake-provider.ts";
import { experiment, preparePriceTest } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import { postMessage } from "./post-message.ts";
import { isPublicAddress } from "./public-address.ts";
import { tellOfReport } from "./tell-of-report.ts";

let server: TestServer;
let strict: TestServer;
let receiver: FakeProvider;
let tenant: TestTenant;
let now: Date;
let answer: (path: string) => FakeAnswer;

beforeAll(async () => {
  receiver = await startFakeProvider(({ path }) => answer(path));
  server = await startTestServer({
    clock: () => now,
    providers: { ...NO_PLATFORM_KEYS, allowPrivateAddresses: true },
  });
  strict = await startTestServer({ clock: () => now });
});
afterAll(async () => {
  await server.drop();
  await strict.drop();
  await receiver.close();
});
let count = 0;
beforeEach(async () => {
  now = new Date("2026-05-01T12:00:00Z");
  answer = () => ({ status: 204 });
  tenant = await server.newTenant("live");
  count += 1;
});

const path = () => `/hook/${count}`;
const create = async (more: object = {}) =>
  (await tenant.post("/v1/webhook-endpoints", { url: `${receiver.url}${path()}`, ...more })).body;
const got = () => receiver.requests.filter((request) => request.path.startsWith(path()));
const messages = () => got().map(({ body }) => JSON.parse(body));
const run = () => runDueWebhooks(server.services);
const deliveries = async (id: string) => (await tenant.get(`/v1/webhook-endpoints/${id}/deliveries`)).body.deliveries;
const later = (milliseconds: number) => {
  now = new Date(now.getTime() + milliseconds);
};

describe("webhook endpoints", () => {
  it("show their secret once, and keep it sealed", async () => {
    const made = await create({ description: "ours" });
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    const listed = (await tenant.get("/v1/webhook-endpoints")).body;
    const { secret, ...shown } = made;
    expect(listed).toEqual({ endpoints: [shown] });
    const [row] = await server.database.inScope(tenant.scope, (queries) =>
      rows<{ text: string }>(queries, sql`select to_jsonb(e)::text as text from webhook_endpoints e`),
    );
    expect(row?.text).not.toContain(secret);
    const removed = await server.call("DELETE", `/v1/webhook-endpoints/${made.id}`, { key: tenant.secretKey });
    expect(removed.body.id).toBe(made.id);
    expect((await tenant.get("/v1/webhook-endpoints")).body).toEqual({ endpoints: [] });
    expect((await tenant.get(`/v1/webhook-endpoints/${made.id}/deliveries`)).status).toBe(404);
  });

  it("get messages that are signed by the standard", async () => {
    const { id, secret } = await create();
    const test = await tenant.post(`/v1/webhook-endpoints/${id}/test`, undefined);
    expect([test.status, test.body.status]).toEqual([202, "pending"]);
    await run();
    const [request] = got();
    if (!request) throw new Error("nothing came");
    const key = Buffer.from(secret.slice(6), "base64");
    const signed = `${test.body.id}.${now.getTime() / 1000}.${request.body}`;
    expect(request.headers).toMatchObject({
      "webhook-id": test.body.id,
      "webhook-timestamp": String(now.getTime() / 1000),
      "webhook-signature": `v1,${createHmac("sha256", key).update(signed).digest("base64")}`,
      "content-type": "application/json",
    });
    expect(JSON.parse(request.body)).toEqual({
      type: "test",
      timestamp: "2026-05-01T12:00:00.000Z",
      environment: "live",
      data: {},
    });
    expect(await deliveries(id)).toMatchObject([
      { id: test.body.id, status: "delivered", attempts: 1, lastStatus: 204, nextAttemptAt: null },
    ]);
  });

  it("are tried again for three days, and by hand after that", async () => {
    const { id } = await create();
    answer = () => ({ status: 500 });
    const { body } = await tenant.post(`/v1/webhook-endpoints/${id}/test`, undefined);
    await run();
    await run();
    const start = now.getTime();
    for (let tries = 1; tries < 10; tries++) {
      const [delivery] = await deliveries(id);
      expect(delivery).toMatchObject({ status: "pending", attempts: tries, lastStatus: 500 });
      now = new Date(delivery.nextAttemptAt);
      await run();
    }
    expect(now.getTime() - start).toBe(3 * 86_400_000);
    expect(await deliveries(id)).toMatchObject([{ status: "failed", attempts: 10, nextAttemptAt: null }]);
    later(86_400_000);
    await run();
    expect(got()).toHaveLength(10);
    answer = () => ({ status: 200 });
    await tenant.post(`/v1/webhook-endpoints/${id}/deliveries/${body.id}/redeliver`, undefined);
    await run();
    expect(await deliveries(id)).toMatchObject([{ id: body.id, status: "delivered" }]);
    expect(new Set(got().map(({ headers }) => headers["webhook-id"]))).toEqual(new Set([body.id]));
  });

  it("get a message once, however many replicas send", async () => {
    const { id } = await create();
    await tenant.post(`/v1/webhook-endpoints/${id}/test`, undefined);
    await Promise.all([run(), run(), run(), run()]);
    expect(got()).toHaveLength(1);
  });

  it("get what a process took and did not send before it ended", async () => {
    const { id } = await create();
    await tenant.post(`/v1/webhook-endpoints/${id}/test`, undefined);
    await server.database.inScope(tenant.scope, (queries) =>
      queries.execute(
        sql`update webhook_deliveries set attempts = 1, due_at = ${new Date(now.getTime() + 120_000).toISOString()}`,
      ),
    );
    await run();
    expect(got()).toHaveLength(0);
    later(120_000);
    await run();
    expect(got()).toHaveLength(1);
  });
});

describe("what webhooks tell of", () => {
  it("is a test that starts and is concluded, and a price that is withdrawn", async () => {
    await create();
    await create({ url: `${receiver.url}${path()}/prices`, events: ["price.withdrawn"] });
    await preparePriceTest(tenant);
    const conclude = () =>
      server.call("POST", "/v1/experiments/license-price/conclude", {
        key: tenant.secretKey,
        headers: { "if-match": '"v1"' },
        body: { winner: "price-59", reason: "because" },
      });
    expect((await conclude()).status).toBe(200);
    expect((await conclude()).status).toBe(412);
    await tenant.post("/v1/catalog/withdrawals", { price: "license-39", honour: "none", reason: "because" });
    await run();
    const told = messages().map(({ type, data }) => [type, data]);
    expect(told).toHaveLength(4);
    expect(told).toEqual(
      expect.arrayContaining([
        ["experiment.started", { experiment: "license-price", revision: 1 }],
        ["experiment.concluded", { experiment: "license-price", winner: "price-59" }],
        ["price.withdrawn", { price: "license-39", honour: "none", experiments: [] }],
      ]),
    );
    expect(got().filter((request) => request.path.endsWith("/prices"))).toHaveLength(1);
  });

  it("is not told where the change was not made", async () => {
    await create({ events: ["experiment.started"] });
    await preparePriceTest(tenant);
    expect((await tenant.post("/v1/experiments", experiment)).status).toBe(409);
    await run();
    expect(messages()).toHaveLength(1);
  });

  it("is an arm that does harm, once, and traffic that is not people's, once a day", async () => {
    await create();
    const because: never[] = [];
    const anomaly = {
      code: "traffic-anomaly",
      severity: "warning",
      units: 900,
      byVariant: [],
      from: "2026-05-01T11:00:00.000Z",
      to: "2026-05-01T12:00:00.000Z",
    } as const;
    const tell = (revision: number, variant: string) =>
      server.database.inScope(tenant.scope, (queries) =>
        tellOfReport(
          queries,
          tenant.scope,
          {
            experiment: "license-price",
            revision,
            report: { decision: { action: "stop-for-harm", variant, because }, health: [anomaly] },
          },
          now,
        ),
      );
    await tell(1, "price-59");
    await tell(1, "price-59");
    await tell(2, "price-59");
    later(86_400_000);
    await tell(2, "price-59");
    await server.database.inScope(tenant.scope, (queries) =>
      tellOfReport(
        queries,
        tenant.scope,
        {
          experiment: "license-price",
          revision: 2,
          report: { decision: { action: "continue", because, daysToDecision: null }, health: [] },
        },
        now,
      ),
    );
    await run();
    const told = messages().map(({ type, data }) => `${type} ${data.variant ?? data.units}`);
    expect(told.sort()).toEqual([
      "experiment.stop-for-harm price-59",
      "experiment.stop-for-harm price-59",
      "experiment.traffic-anomaly 900",
      "experiment.traffic-anomaly 900",
    ]);
  });

  it("is 80 and 100 percent of the quota, once a month each", async () => {
    await create();
    await server.database.inScope(tenant.scope, async (queries) => {
      await queries.execute(sql`update tenants set plan = 'free' where tenant_id = ${tenant.scope.tenantId}`);
      await queries.execute(sql`insert into quota_counters values (${tenant.scope.tenantId}, 'live', '2026-05', 799)`);
    });
    const use = async (uses: number) => {
      await server.database.inScope(tenant.scope, (queries) =>
        queries.execute(sql`update quota_counters set uses = ${uses}`),
      );
      await runJobs(server.services);
      await runJobs(server.services);
      await run();
      return messages().map(({ type, data }) => [type, data.used]);
    };
    expect(await use(799)).toEqual([]);
    expect(await use(800)).toEqual([["quota.80", 800]]);
    expect(await use(1000)).toEqual([
      ["quota.80", 800],
      ["quota.100", 1000],
    ]);
  });
});

describe("addresses", () => {
  it("are public or not", () => {
    for (const address of ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1"])
      expect(isPublicAddress(address), address).toBe(true);
    for (const address of [
      "0.0.0.0",
      "10.1.2.3",
      "100.64.0.1",
      "127.0.0.1",
      "127.8.8.8",
      "169.254.169.254",
      "172.16.0.1",
      "172.31.255.255",
      "192.168.1.1",
      "198.18.0.1",
      "224.0.0.1",
      "255.255.255.255",
      "::",
      "::1",
      "::ffff:127.0.0.1",
      "::ffff:8.8.8.8",
      "64:ff9b::7f00:1",
      "fc00::1",
      "fd12::1",
      "fe80::1",
      "ff02::1",
      "2001:db8::1",
      "2002:7f00:1::",
      "localhost",
      "",
    ])
      expect(isPublicAddress(address), address).toBe(false);
  });

  it("of private networks are refused when an endpoint is made, however they are written", async () => {
    const own = await strict.newTenant();
    for (const url of [
      "https://127.0.0.1/",
      "https://localhost/",
      "https://2130706433/",
      "https://0x7f.1/",
      "https://0177.0.0.1/",
      "https://[::1]/",
      "https://[::ffff:10.0.0.1]/",
      "https://169.254.169.254/latest/meta-data",
      "http://8.8.8.8/",
      "https://user:password@8.8.8.8/",
      "ftp://8.8.8.8/",
    ])
      expect((await own.post("/v1/webhook-endpoints", { url })).status, url).toBe(400);
    expect((await own.post("/v1/webhook-endpoints", { url: "https://8.8.8.8/hook" })).status).toBe(201);
  });

  it("are checked whenever something is sent", async () => {
    const own = await strict.newTenant();
    const { id } = (await own.post("/v1/webhook-endpoints", { url: "https://8.8.8.8/hook" })).body;
    await strict.database.inScope(own.scope, (queries) =>
      queries.execute(sql`update webhook_endpoints set url = ${receiver.url.replace("http:", "https:")}`),
    );
    await own.post(`/v1/webhook-endpoints/${id}/test`, undefined);
    await runDueWebhooks(strict.services);
    const [delivery] = (await own.get(`/v1/webhook-endpoints/${id}/deliveries`)).body.deliveries;
    expect(delivery).toMatchObject({
      status: "pending",
      lastStatus: null,
      lastProblem: expect.stringContaining("private"),
    });
  });

  const port = () => new URL(receiver.url).port;
  const base = { headers: {}, body: "{}" };

  it("are connected to as they were checked, whatever the name says next", async () => {
    const asked: string[] = [];
    const resolve = async (host: string) => {
      asked.push(host);
      // Says another address each time, as a rebound name does.
      return [{ address: asked.length === 1 ? "127.0.0.1" : "192.0.2.1", family: 4 }];
    };
    const url = `http://shop.example:${port()}${path()}`;
    expect(await postMessage({ ...base, url, allowPrivate: true, resolve })).toBe(204);
    expect(asked).toEqual(["shop.example"]);
    const rebound = async () => [
      { address: "8.8.8.8", family: 4 },
      { address: "127.0.0.1", family: 4 },
    ];
    await expect(
      postMessage({ ...base, url: `https://shop.example:${port()}/`, allowPrivate: false, resolve: rebound }),
    ).rejects.toThrow("private");
  });

  it("are checked after each redirect", async () => {
    answer = (at) =>
      at.endsWith("/away")
        ? { status: 307, headers: { location: `http://inside.example:${port()}${path()}/target` } }
        : { status: 200 };
    const seen: string[] = [];
    const resolve = async (host: string) => {
      seen.push(host);
      if (host === "inside.example") throw Object.assign(new Error("refused here"), { code: "ENOTFOUND" });
      return [{ address: "127.0.0.1", family: 4 }];
    };
    await expect(
      postMessage({ ...base, url: `http://shop.example:${port()}${path()}/away`, allowPrivate: true, resolve }),
    ).rejects.toThrow("refused here");
    expect(seen).toEqual(["shop.example", "inside.example"]);
    expect(got().map((request) => request.path)).toEqual([`${path()}/away`]);
    answer = () => ({ status: 302, headers: { location: `${receiver.url}${path()}/target` } });
    expect(await postMessage({ ...base, url: `${receiver.url}${path()}/moved`, allowPrivate: true })).toBe(302);
  });
});
