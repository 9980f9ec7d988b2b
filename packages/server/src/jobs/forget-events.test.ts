import type { StatisticsChange } from "@pricewright/core/statistics";
import { sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { readUnits } from "../events/queries.ts";
import { rebuildStatistics } from "../events/rebuild-statistics.ts";
import { readStatistics } from "../results/queries.ts";
import { exposure, idOf, preparePriceTest, sale } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import { forgetEvents } from "./forget-events.ts";
import { makePartitions, runJobs } from "./run-jobs.ts";

const KEY = "license-price";
const THEN = new Date("2026-03-10T12:00:00Z");
/** The first month in which events of March 2026 are not kept any more. */
const LATER = new Date("2028-05-10T12:00:00Z");

const opened: TestServer[] = [];
afterAll(() => Promise.all(opened.map((server) => server.drop())));

const buyer = idOf("price-39", "buyer");
const late = idOf("price-59", "late");
const both = idOf("price-39", "both");
const drifting = idOf("price-39", "drifting");
const account = idOf("price-59", "account");
const other = idOf("price-39", "other");

/** A price test of which events are two years old when more happens to its units. */
async function startTest() {
  let now = THEN;
  const clock = () => now;
  const server = await startTestServer({ clock });
  opened.push(server);
  const tenant = await server.newTenant();
  await makePartitions({ database: server.database, clock, log: server.services.log });
  await preparePriceTest(tenant);
  const track = async (...events: unknown[]) => {
    const { body } = await tenant.post("/v1/events", { events });
    expect(body.results.every(({ status }: { status: string }) => status === "accepted")).toBe(true);
  };
  await track(exposure(buyer), sale(buyer));
  await track(exposure(late, { variant: "price-59" }), exposure(both));
  await track(exposure(drifting, { variant: "price-59" }));
  const unverified = { key: tenant.publishableKey, body: { events: [exposure("unverified")] } };
  await server.call("POST", "/v1/events", unverified);
  now = LATER;
  return { server, tenant, track };
}

/** What happens to its units years after they were shown a price. */
async function goOn({ tenant, track }: { tenant: TestTenant; track: (...events: unknown[]) => Promise<void> }) {
  const occurredAt = LATER.toISOString();
  const refund = { type: "refund", id: "back", conversion: `sale-${buyer}`, amount: "39.00", currency: "USD" };
  await track({ ...refund, unit: { kind: "visitor", id: buyer }, occurredAt });
  await track(sale(drifting, { price: "license-59", amount: "59.00", occurredAt }));
  const accounts = { late: { kind: "account", id: account }, both: { kind: "account", id: other } } as const;
  await track(exposure("", { id: "again", unit: accounts.late, variant: "price-59", occurredAt }));
  await track(exposure("", { id: "differs", unit: accounts.both, variant: "price-59", occurredAt }));
  await tenant.post("/v1/identify", { visitor: late, account, at: occurredAt });
  await tenant.post("/v1/identify", { visitor: both, account: other, at: occurredAt });
  await track(sale("", { id: "sold", unit: accounts.late, price: "license-59", amount: "59.00", occurredAt }));
}

/** Rows come in any order. */
function byKey(a: StatisticsChange, b: StatisticsChange): number {
  const [first, second] = [a, b].map(({ day, revision, variant }) => `${day} ${revision} ${variant}`);
  return String(first).localeCompare(String(second));
}

async function storedOf({ server, tenant }: { server: TestServer; tenant: TestTenant }) {
  return server.database.inScope(tenant.scope, async (queries) => ({
    events: (await rows<{ count: number }>(queries, sql`select count(*)::int as count from events`))[0]?.count,
    statistics: (await readStatistics(queries, tenant.scope, KEY, {})).sort(byKey),
    units: await readUnits(
      queries,
      tenant.scope,
      [buyer, late, both, drifting].map((id) => ({ kind: "visitor", id })),
    ),
    accounts: await readUnits(
      queries,
      tenant.scope,
      [account, other].map((id) => ({ kind: "account", id })),
    ),
    unverified: await rows(queries, sql`select reason, exposures, units, day from unverified_exposures`),
  }));
}

describe("events that are past keeping", () => {
  it("are forgotten, and what they came to is not", async () => {
    const [forgetful, keeping] = [await startTest(), await startTest()];
    const before = await storedOf(forgetful);
    expect(before.events).toBe(6);
    expect(before.unverified).toHaveLength(1);

    await runJobs(forgetful.server.services);
    expect(await storedOf(forgetful)).toEqual({ ...before, events: 0 });
    const rebuild = () => rebuildStatistics(forgetful.server.database, forgetful.tenant.scope);
    const nothing = { outcomes: 0, units: 0, unverified: 0, statistics: {} };
    expect(await rebuild()).toMatchObject(nothing);
    expect(await storedOf(forgetful)).toEqual({ ...before, events: 0 });

    await goOn(forgetful);
    await goOn(keeping);
    const [after, expected] = [await storedOf(forgetful), await storedOf(keeping)];
    expect(expected.events).toBe(6 + 5);
    expect(after).toEqual({ ...expected, events: 5 });
    expect(after.accounts.map(({ id, record }) => [id, record.severalVariants, record.converted])).toEqual(
      expect.arrayContaining([
        [account, false, true],
        [other, true, false],
      ]),
    );
    expect(await rebuild()).toMatchObject(nothing);
    expect(await storedOf(forgetful)).toEqual(after);
  });

  it("are forgotten out of the partition for all else, too", async () => {
    const { server, tenant } = await startTest();
    await server.database.inScope(tenant.scope, (queries) =>
      queries.execute(sql`insert into events (tenant_id, environment, source, id, unverified, unit_kind, unit_id, occurred_at,
          received_at, body, derived)
        select ${tenant.scope.tenantId}, ${tenant.scope.environment}, 'server', id, '', 'visitor', 'v', at, at, '{}', '[]'
        from (values ('old', timestamptz '2024-01-31T23:59:59Z'), ('kept', timestamptz '2026-04-01T00:00:00Z')) as sent(id, at)`),
    );
    await forgetEvents(server.services);
    const kept = await server.database.inScope(tenant.scope, (queries) => rows(queries, sql`select id from events`));
    expect(kept).toEqual([{ id: "kept" }]);
  });

  it("are not those of the last months, whoever asks", async () => {
    const { server } = await startTest();
    await expect(forgetEvents({ ...server.services, eventsKeptMonths: -600 })).rejects.toMatchObject({
      cause: { message: "events of the last 4 months are kept" },
    });
  });
});
