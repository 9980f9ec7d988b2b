import { sql } from "drizzle-orm";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { createPricingCache } from "../experiments/pricing-cache.ts";
import { exposure, preparePriceTest } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import { runJobs } from "./run-jobs.ts";

let server: TestServer;
let tenant: TestTenant;
let now = new Date("2026-03-10T12:00:00Z");
const clock = () => now;

beforeAll(async () => {
  server = await startTestServer({ clock });
  tenant = await server.newTenant();
});
afterAll(() => server.drop());

const newReplica = () => ({
  database: server.database,
  pricing: createPricingCache(server.database, clock),
  quotas: server.services.quotas,
  masterKeys: server.services.masterKeys,
  clock,
  log: pino({ level: "silent" }),
  provisioner: server.services.provisioner,
  keys: server.services.keys,
  forgetSecretsOf: server.services.forgetSecretsOf,
  eventsKeptMonths: server.services.eventsKeptMonths,
});
const read = <Row>(query: ReturnType<typeof sql>) =>
  server.database.inScope(tenant.scope, (queries) => rows<Row>(queries, query));

describe("runJobs", () => {
  it("does what is due once, however many replicas look", async () => {
    await preparePriceTest(tenant);
    await tenant.post("/v1/events", { events: [exposure("v_1")] });
    await tenant.post("/v1/experiments/license-price/clone", { key: "later" });
    const { headers } = await tenant.get("/v1/experiments/later");
    const scheduled = await server.call("PATCH", "/v1/experiments/later", {
      key: tenant.secretKey,
      body: { startAt: "2026-03-10T13:00:00Z" },
      headers: { "if-match": headers.get("etag") ?? "", "idempotency-key": "k" },
    });
    expect(scheduled.status).toBe(200);
    const all = () => Promise.all(Array.from({ length: 4 }, () => runJobs(newReplica())));

    await all();
    expect((await tenant.get("/v1/experiments/later")).body.status).toBe("draft");
    now = new Date("2026-03-10T13:00:01Z");
    await all();
    now = new Date("2026-03-10T13:00:03Z");
    expect((await tenant.get("/v1/experiments/later")).body).toMatchObject({ status: "running", startAt: null });
    expect(
      await read(sql`select action, actor from audit_log where target = 'experiment/later' and action like '%start'`),
    ).toEqual([{ action: "experiment.start", actor: "schedule" }]);

    const { days } = (await tenant.get("/v1/experiments/license-price/timeline")).body;
    expect(days).toMatchObject([{ day: "2026-03-10", variants: [{ key: "price-39", visitors: 1 }, { visitors: 0 }] }]);
  });

  it("leaves a draft alone whose start was taken back", async () => {
    await tenant.post("/v1/experiments/license-price/clone", { key: "put-off" });
    const change = async (body: object) => {
      const { headers } = await tenant.get("/v1/experiments/put-off");
      const answer = await server.call("PATCH", "/v1/experiments/put-off", {
        key: tenant.secretKey,
        body,
        headers: { "if-match": headers.get("etag") ?? "" },
      });
      return answer.body;
    };
    const planned = { startAt: "2026-03-10T14:00:00.000Z", horizonDays: 30, refundDays: 14 };
    expect(await change(planned)).toMatchObject(planned);
    const taken = await change({ startAt: null, horizonDays: null, refundDays: null });
    expect(taken).toMatchObject({ startAt: null });
    expect(Object.keys(taken)).not.toEqual(expect.arrayContaining(["horizonDays"]));
    expect(Object.keys(taken)).not.toEqual(expect.arrayContaining(["refundDays"]));
    now = new Date("2026-03-10T14:00:01Z");
    await runJobs(newReplica());
    expect((await tenant.get("/v1/experiments/put-off")).body.status).toBe("draft");
  });

  it("forgets answers after a day and ids of events after 90 days", async () => {
    await read(sql`insert into event_ids (tenant_id, environment, source, id, body_hash, received_at)
      select ${tenant.scope.tenantId}, 'test', 'server', 'old-' || days, 'x', timestamptz '2026-12-10T12:00:00Z' - make_interval(days => days)
      from generate_series(88, 92) as days`);
    const answers = () => read<{ key: string }>(sql`select key from idempotency_keys`);
    now = new Date("2026-03-11T11:00:00Z");
    await runJobs(newReplica());
    expect(await answers()).toEqual([{ key: "k" }]);
    now = new Date("2026-12-10T12:00:00Z");
    await runJobs(newReplica());
    expect(await answers()).toEqual([]);
    const ids = await read<{ id: string }>(sql`select id from event_ids where id like 'old-%' order by id`);
    expect(ids.map(({ id }) => id)).toEqual(["old-88", "old-89", "old-90"]);
  });

  it("makes this month's and the next month's partition of events", async () => {
    now = new Date("2026-12-10T12:00:00Z");
    await runJobs(newReplica());
    const names = await read<{ name: string }>(
      sql`select relname as name from pg_class where relispartition and relkind = 'r' and relname like 'events_2%' order by 1`,
    );
    const made = names.map(({ name }) => name);
    expect(made).toEqual(expect.arrayContaining(["events_2026_12", "events_2027_01"]));
    await runJobs(newReplica());
  });
});
