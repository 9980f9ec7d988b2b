import { type SQL, sql } from "drizzle-orm";
import type { Scope } from "../database/database.ts";

/** When the first event of a scope was received that is kept; null where there is none. */
export function keptSince({ tenantId, environment }: Scope): SQL {
  return sql`(select min(received_at) from events where tenant_id = ${tenantId} and environment = ${environment})`;
}
