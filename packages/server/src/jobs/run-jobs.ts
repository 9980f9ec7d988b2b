import { sql } from "drizzle-orm";
import { endTrial } from "../billing/tenant-billing.ts";
import { writeDue } from "../credits/write-due.ts";
import { rows, type Scope } from "../database/database.ts";
import { changeExperiment } from "../experiments/change-experiment.ts";
import { loadPricing } from "../experiments/pricing-cache.ts";
import { started } from "../experiments/transitions.ts";
import { KEPT_HOURS } from "../idempotency/answers.ts";
import { tellOfQuota } from "../quotas/tell-of-quota.ts";
import { takeSnapshots } from "../results/timeline.ts";
import { resealScope } from "../secrets/reseal-secrets.ts";
import type { Services } from "../services.ts";
import { deleteDueTenants } from "../tenants/delete-due-tenants.ts";
import { provisionTenant } from "../tenants/provision-tenant.ts";
import { forgetEvents } from "./forget-events.ts";
import { forgetWebhooks } from "./forget-webhooks.ts";

/** What jobs work with. */
export type JobServices = Pick<
  Services,
  | "database"
  | "pricing"
  | "quotas"
  | "masterKeys"
  | "clock"
  | "log"
  | "provisioner"
  | "keys"
  | "forgetSecretsOf"
  | "eventsKeptMonths"
> &
  Partial<Pick<Services, "creditClock">>;

const HOUR = 3_600_000;
/** Days for which ids of events are kept: as long as events may be late. */
const IDS_KEPT_DAYS = 90;
/** Rows that one run forgets of a table in a scope, so that a run is short. */
const FORGOTTEN_AT_ONCE = 50_000;

/** Does everything that is due. Another replica's run of the same scope is not waited for. */
export async function runJobs(services: JobServices): Promise<void> {
  const { database, log, clock } = services;
  await makePartitions(services);
  await forgetEvents(services).catch((error: unknown) => log.warn({ error }, "events could not be forgotten yet"));
  const scopes = await database.scopes();
  for (const scope of scopes) {
    try {
      await runInScope(services, scope);
      // By itself, so that commands to credits wait for nothing else.
      await database.inScope(scope, (queries) => writeDue(queries, scope, services.creditClock));
    } catch (error) {
      log.error({ error }, "jobs failed");
    }
  }
  // A tenant is one for both of its environments.
  for (const tenantId of new Set(scopes.map((scope) => scope.tenantId))) {
    try {
      await endTrial(database, tenantId, clock());
      // Its place may take long to make, and no transaction waits for it.
      await provisionTenant(services, tenantId);
    } catch (error) {
      log.error({ error }, "jobs failed");
    }
  }
  await deleteDueTenants(services).catch((error: unknown) => log.error({ error }, "a tenant could not be deleted"));
  await database.vacuum();
}

/** Makes the partitions of events for this month and the next. */
export async function makePartitions({
  database,
  clock,
  log,
}: Pick<JobServices, "database" | "clock" | "log">): Promise<void> {
  const now = clock();
  for (const ahead of [0, 1]) {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)).toISOString().slice(0, 10);
    try {
      // Partitions are everybody's; the scope is there because every transaction has one.
      await database.inScope({ tenantId: "", environment: "test" }, async (queries) => {
        await queries.execute(sql`select pg_advisory_xact_lock(hashtextextended('event-partitions', 0))`);
        await queries.execute(sql`select ensure_event_partition(${month}::date)`);
      });
    } catch (error) {
      // Events of the month lie in the partition for all else already, where they may stay.
      log.warn({ error, month }, "no partition for this month");
    }
  }
}

function runInScope(services: JobServices, scope: Scope): Promise<void> {
  const { database, clock } = services;
  return database.inOneTransaction(scope, async (queries) => {
    const [lock] = await rows<{ mine: boolean }>(
      queries,
      sql`select pg_try_advisory_xact_lock(hashtextextended(${`jobs ${JSON.stringify(scope)}`}, 0)) as mine`,
    );
    if (!lock?.mine) return;
    const now = clock();
    await startDue(services, scope, now);
    await takeDueSnapshots(services, scope, now);
    await tellOfQuota(services, scope, now);
    await resealAll(services, scope);
    await forgetWebhooks(queries, now);
    const answersUntil = new Date(now.getTime() - KEPT_HOURS * HOUR).toISOString();
    await queries.execute(sql`delete from idempotency_keys where ctid = any(array(select ctid from idempotency_keys
      where created_at <= ${answersUntil} limit ${FORGOTTEN_AT_ONCE}))`);
    const idsUntil = new Date(now.getTime() - IDS_KEPT_DAYS * 24 * HOUR).toISOString();
    await queries.execute(sql`delete from event_ids where ctid = any(array(select ctid from event_ids
      where received_at < ${idsUntil} limit ${FORGOTTEN_AT_ONCE}))`);
  });
}

/** Seals everything with the current key, while older ones are configured that may have sealed some. */
async function resealAll({ database, masterKeys, log }: JobServices, scope: Scope): Promise<void> {
  if (masterKeys.length < 2) return;
  const count = await resealScope(database, scope, masterKeys);
  if (count > 0) log.info({ count, ...scope }, "secrets were sealed anew with the current key");
}

async function startDue(services: JobServices, scope: Scope, now: Date): Promise<void> {
  const { experiments } = await services.database.inScope(scope, loadPricing);
  for (const { key, status, startAt, version } of experiments.values()) {
    if (status !== "draft" || startAt === null || Date.parse(startAt) > now.getTime()) continue;
    await changeExperiment(services, {
      key,
      ifMatch: `"v${version}"`,
      actor: { kind: "session", scope, id: "schedule", keyId: "schedule", scopes: [], origins: [] },
      action: "start",
      reason: "the time of its start came",
      change: (before) => started(before, now),
    });
  }
}

/** Takes today's numbers, once an hour: the last of a day are the day's. */
async function takeDueSnapshots({ database }: JobServices, scope: Scope, now: Date): Promise<void> {
  const day = now.toISOString().slice(0, 10);
  const recent = new Date(now.getTime() - HOUR).toISOString();
  const isDue = await database.inScope(scope, async (queries) => {
    const [row] = await rows<{ taken: boolean }>(
      queries,
      sql`select exists (select from snapshots where day = ${day} and taken_at > ${recent}) as taken`,
    );
    return !row?.taken;
  });
  if (isDue) await takeSnapshots(database, scope, await database.inScope(scope, loadPricing), now);
}
