import { eq } from "drizzle-orm";
import { writeTenantAudit } from "../audit/write-tenant-audit.ts";
import { billingScope, readBilling } from "../billing/tenant-billing.ts";
import type { Database } from "../database/database.ts";
import { tenants } from "../database/schema/index.ts";
import { RequestProblem } from "../problems/problem.ts";
import { FIRST_TENANT } from "./first-tenant.ts";

/** Days for which an owner may take a deletion back. */
const WAITING_DAYS = 7;
const DAY = 86_400_000;

/** Who asks for what is done to a tenant. */
export interface DeletionInput {
  readonly tenantId: string;
  /** Who asks. */
  readonly actor: string;
  readonly now: Date;
}

/**
 * Asks for a tenant to be deleted, with everything of it, in 7 days. Asking again changes nothing.
 *
 * @param typed - the tenant's name, as a person typed it
 * @throws RequestProblem `invalid-request` for another name, `wrong-status` while a plan is paid for, `forbidden` for the
 * tenant that a self-hosted server started with.
 */
export function askForDeletion(
  database: Database,
  { tenantId, actor, now }: DeletionInput,
  typed: string,
): Promise<void> {
  if (tenantId === FIRST_TENANT.tenantId)
    throw new RequestProblem(
      "forbidden",
      "This tenant is the server's own. Stop the server and delete its database or data folder instead.",
    );
  return database.inOneTransaction({ tenantId, environment: "test" }, async (queries) => {
    const [tenant] = await queries.select().from(tenants).where(eq(tenants.tenantId, tenantId)).for("update");
    if (tenant?.name !== typed) throw otherName();
    if (tenant.deletionDueAt !== null) return;
    await refuseWhilePaying(database, tenantId);
    const deletionDueAt = new Date(now.getTime() + WAITING_DAYS * DAY).toISOString();
    await queries.update(tenants).set({ deletionDueAt, deletionAskedBy: actor }).where(eq(tenants.tenantId, tenantId));
    const entry = { actor, action: "tenant.ask-for-deletion", target: `tenant/${tenantId}` };
    await writeTenantAudit(database, tenantId, { ...entry, detail: { dueAt: deletionDueAt } }, now);
  });
}

/** Takes a deletion back that has not begun; nothing where none was asked for. */
export function takeDeletionBack(database: Database, { tenantId, actor, now }: DeletionInput): Promise<void> {
  return database.inOneTransaction({ tenantId, environment: "test" }, async (queries) => {
    const [tenant] = await queries.select().from(tenants).where(eq(tenants.tenantId, tenantId)).for("update");
    const dueAt = tenant?.deletionDueAt;
    if (!dueAt) return;
    await queries
      .update(tenants)
      .set({ deletionDueAt: null, deletionAskedBy: null })
      .where(eq(tenants.tenantId, tenantId));
    const entry = { actor, action: "tenant.take-deletion-back", target: `tenant/${tenantId}` };
    await writeTenantAudit(database, tenantId, { ...entry, detail: { dueAt: new Date(dueAt).toISOString() } }, now);
  });
}

async function refuseWhilePaying(database: Database, tenantId: string): Promise<void> {
  const scope = billingScope({ tenantId });
  const billing = await database.inScope(scope, (queries) => readBilling(queries, scope));
  if (billing?.subscription && billing.status !== "canceled")
    throw new RequestProblem(
      "wrong-status",
      "A plan is paid for, and would be paid for after the deletion too. Cancel it with POST /v1/billing/portal first.",
    );
}

function otherName(): RequestProblem {
  const message = "type the tenant's name, letter by letter";
  return new RequestProblem("invalid-request", `The name is not the tenant's: ${message}.`, {
    problems: [{ field: "name", code: "other-name", message }],
  });
}
