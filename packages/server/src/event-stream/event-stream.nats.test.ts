import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tenants } from "../database/schema/index.ts";
import { type NatsServer, startNats } from "../testing/nats-server.ts";
import { countsOf, exposure, idOf, preparePriceTest, sale } from "../testing/price-test.ts";
import { startServerProcess } from "../testing/server-process.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import { countEvents } from "./count-events.ts";
import type { EventStream, WaitingBatch } from "./event-stream.ts";
import { openJetStream } from "./jetstream.ts";

let nats: NatsServer;
let stream: EventStream;
let server: TestServer;
let tenant: TestTenant;
let count = 0;
/** What has the batches that come; each test says. */
let counter: (batches: readonly WaitingBatch[]) => Promise<void>;

const open = () =>
  openJetStream({ natsUrl: nats.url, natsStream: "events", natsReplicas: 1, log: pino({ level: "silent" }) });

beforeAll(async () => {
  [nats] = (await startNats()) as [NatsServer];
  stream = await open();
  server = await startTestServer({ eventStream: stream });
  stream.take((batches) => counter(batches));
});
afterAll(async () => {
  await stream?.close();
  await server?.drop();
  await nats?.drop();
});
beforeEach(async () => {
  counter = (batches) => countEvents(server.services, batches);
  tenant = await server.newTenant();
  await preparePriceTest(tenant);
});

const track = async (...events: unknown[]) => (await tenant.post("/v1/events", { events })).body;
/** Waits until nothing waits. */
const counted = () => expect.poll(() => stream.waiting(), { timeout: 15_000 }).toBe(0);
/** A new visitor who is shown 39 dollars. */
const newVisitor = () => idOf("price-39", `v_${++count}`);

describe("a stream that cannot be made", () => {
  it("ends the server with why, and lets its process go", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pricewright-"));
    // One server of NATS keeps no message three times.
    const variables = { NATS_URL: nats.url, NATS_STREAM: "three", NATS_REPLICAS: "3", PRICEWRIGHT_DATA: folder };
    try {
      await expect(startServerProcess(variables)).rejects.toThrow(/stream of events at NATS_URL could not be opened/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("events on a stream", () => {
  it("are acknowledged when the stream has them, judged as far as can be, and counted later", async () => {
    const visitor = newVisitor();
    let hold = () => {};
    const held = new Promise<void>((resolve) => {
      hold = resolve;
    });
    counter = async (batches) => {
      await held;
      await countEvents(server.services, batches);
    };
    const bought = sale(visitor);
    const answer = await track(exposure(visitor), bought, bought, { ...bought, amount: "1.00" }, { id: "x" });
    expect(answer).toMatchObject({
      deferred: true,
      results: [
        { status: "accepted" },
        { status: "accepted" },
        { status: "duplicate" },
        { status: "rejected", problems: [{ code: "event-id-reused" }] },
        { status: "rejected" },
      ],
    });
    expect((await countsOf(tenant))["price-39"]).toEqual([0, 0, 0]);
    hold();
    await counted();
    expect((await countsOf(tenant))["price-39"]).toEqual([1, 1, 1]);
  });

  it("are counted once, however often they are sent and whoever counts them", async () => {
    const visitors = Array.from({ length: 20 }, newVisitor);
    const other = await open();
    other.take((batches) => countEvents(server.services, batches));
    for (const visitor of visitors) {
      const events = [exposure(visitor), sale(visitor)];
      // As one batch again, and each of its events in another.
      await Promise.all([track(...events), track(...events), track(events[1], events[0]), track(events[1])]);
    }
    await counted();
    await other.close();
    expect((await countsOf(tenant))["price-39"]).toEqual([20, 20, 20]);
  });

  it("are given to another server when the one that took them does not finish", async () => {
    const visitor = newVisitor();
    let given = 0;
    counter = async (batches) => {
      if (++given > 1) return countEvents(server.services, batches);
      for (const { later } of batches) later(0);
    };
    await track(exposure(visitor));
    await counted();
    expect(given).toBeGreaterThan(1);
    expect((await countsOf(tenant))["price-39"]).toEqual([1, 1, 0]);
  });

  it("are counted where others beside them cannot be, which wait", async () => {
    const [one, two] = [newVisitor(), newVisitor()];
    let isBroken = true;
    const broken = async (batches: readonly WaitingBatch[]) => {
      const spoilt = batches.map((waiting) =>
        isBroken && waiting.batch.events.some(({ event }) => event.id === `exposure-${two}`)
          ? { ...waiting, batch: { ...waiting.batch, receivedAt: "not a time" } }
          : waiting,
      );
      await countEvents(server.services, spoilt);
    };
    const gathered: WaitingBatch[] = [];
    counter = async (batches) => {
      gathered.push(...batches);
      if (gathered.length === 2) await broken(gathered.splice(0));
      else if (!isBroken) await countEvents(server.services, gathered.splice(0));
    };
    await Promise.all([track(exposure(one)), track(exposure(two))]);
    await expect.poll(() => stream.waiting(), { timeout: 10_000 }).toBe(1);
    expect((await countsOf(tenant))["price-39"]).toEqual([1, 1, 0]);
    isBroken = false;
    await counted();
    expect((await countsOf(tenant))["price-39"]).toEqual([2, 2, 0]);
  });

  it("are dropped when their tenant was deleted meanwhile, and kept when the tenant is another database's", async () => {
    const visitor = newVisitor();
    const { database } = server.services;
    await database.inScope(tenant.scope, (queries) =>
      queries.update(tenants).set({ root: "" }).where(eq(tenants.tenantId, tenant.scope.tenantId)),
    );
    const outcomes: string[] = [];
    const waiting = (tenantId: string): WaitingBatch => ({
      batch: {
        scope: { tenantId, environment: "test" },
        source: "server",
        events: [],
        derived: {},
        receivedAt: new Date().toISOString(),
      },
      done: () => outcomes.push(`${tenantId} done`),
      later: () => outcomes.push(`${tenantId} later`),
    });
    await countEvents(server.services, [waiting(tenant.scope.tenantId), waiting(`another ${visitor}`)]);
    expect(outcomes.sort()).toEqual([`another ${visitor} later`, `${tenant.scope.tenantId} done`]);
  });

  it("are stored at once while NATS is away, and go by the stream again when it is back", async () => {
    const [one, two] = [newVisitor(), newVisitor()];
    await nats.kill();
    expect((await track(exposure(one))).deferred).toBeUndefined();
    expect((await countsOf(tenant))["price-39"]).toEqual([1, 1, 0]);
    const health = await server.call("GET", "/health/dependencies");
    expect(health.body).toMatchObject({ status: "degraded", dependencies: { nats: { status: "away" } } });
    await nats.start();
    await expect.poll(() => stream.status(), { timeout: 15_000 }).toBe("ok");
    await expect.poll(async () => (await track(exposure(two))).deferred, { timeout: 15_000, interval: 500 }).toBe(true);
    await counted();
    expect((await countsOf(tenant))["price-39"]).toEqual([2, 2, 0]);
  });
});
