import type { Database } from "../database/database.ts";
import { type AuditEntry, writeAudit } from "./write-audit.ts";

/**
 * Writes what changed for a whole tenant into the logs of both of its environments, whichever of them people read. To be
 * called within the transaction of the change.
 */
export async function writeTenantAudit(
  database: Pick<Database, "inScope" | "isJoined">,
  tenantId: string,
  entry: AuditEntry,
  now: Date,
): Promise<void> {
  if (!database.isJoined()) throw new Error("an entry of the audit log belongs into the transaction of its change");
  for (const environment of ["test", "live"] as const) {
    const scope = { tenantId, environment };
    await database.inScope(scope, (queries) => writeAudit(queries, scope, entry, now));
  }
}
