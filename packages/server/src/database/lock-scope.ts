import { sql } from "drizzle-orm";
import type { Queries, Scope } from "./database.ts";

/** Waits until no other transaction holds the scope's lock, and holds it to the end of this one. */
export async function lockScope(queries: Queries, { tenantId, environment }: Scope): Promise<void> {
  const name = JSON.stringify([tenantId, environment]);
  await queries.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}
