import { eq, sql } from "drizzle-orm";
import { billingScope, readBilling, TRIAL_PLAN } from "../billing/tenant-billing.ts";
import { type Database, rows, type Scope } from "../database/database.ts";
import { provisionings } from "../database/schema/index.ts";
import type { Services } from "../services.ts";

/** Milliseconds after which an attempt that did not end is taken for lost. */
const LOST_AFTER = 5 * 60_000;
/** Milliseconds until the second attempt; each further one waits twice as long. */
const FIRST_PAUSE = 30_000;
const LONGEST_PAUSE = 60 * 60_000;

type ProvisionServices = Pick<Services, "database" | "provisioner" | "clock" | "log">;

interface Claimed {
  readonly name: string;
  readonly attempts: number;
}

/** Makes a tenant where it is due, once at a time; what fails is tried again later. */
export async function provisionTenant(services: ProvisionServices, tenantId: string): Promise<void> {
  const { database, provisioner, clock, log } = services;
  const claimed = await claim(database, tenantId, clock());
  if (!claimed) return;
  try {
    const { license } = await provisioner.provision({
      tenantId,
      name: claimed.name,
      plan: TRIAL_PLAN,
      until: await trialEnd(database, tenantId),
    });
    await note(database, tenantId, { state: "ready", error: null, license }, clock());
  } catch (error) {
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (claimed.attempts - 1));
    const now = clock();
    const nextAt = new Date(now.getTime() + pause).toISOString();
    log.error({ error, attempts: claimed.attempts }, "a tenant could not be made; it is tried again");
    await note(database, tenantId, { state: "failed", error: "The place for it could not be made.", nextAt }, now);
  }
}

async function trialEnd(database: Database, tenantId: string): Promise<Date> {
  const scope = billingScope({ tenantId });
  const billing = await database.inScope(scope, (queries) => readBilling(queries, scope));
  if (!billing?.trialEndsAt) throw new Error(`tenant "${tenantId}" signed up without a trial`);
  return new Date(billing.trialEndsAt);
}

function claim(database: Database, tenantId: string, now: Date): Promise<Claimed | undefined> {
  const lostAt = new Date(now.getTime() + LOST_AFTER).toISOString();
  return database.inScope(inTest(tenantId), async (queries) => {
    const [claimed] = await rows<Claimed>(
      queries,
      sql`update provisionings set state = 'provisioning', attempts = attempts + 1, next_at = ${lostAt},
          updated_at = ${now.toISOString()}
        where tenant_id = ${tenantId} and state <> 'ready' and next_at <= ${now.toISOString()}
        returning attempts, (select name from tenants where tenant_id = ${tenantId}) as name`,
    );
    return claimed;
  });
}

type Noted = Partial<Pick<typeof provisionings.$inferInsert, "state" | "error" | "license" | "nextAt">>;

async function note(database: Database, tenantId: string, noted: Noted, now: Date): Promise<void> {
  await database.inScope(inTest(tenantId), (queries) =>
    queries
      .update(provisionings)
      .set({ ...noted, updatedAt: now.toISOString() })
      .where(eq(provisionings.tenantId, tenantId)),
  );
}

function inTest(tenantId: string): Scope {
  return { tenantId, environment: "test" };
}
