import { sql } from "drizzle-orm";
import type { Queries, Scope } from "./database.ts";
import { scopeName } from "./scope-name.ts";

/** Waits until no other transaction holds the scope's lock, and holds it to the end of this one. */
export async function lockScope(queries: Queries, scope: Scope): Promise<void> {
  await queries.execute(sql`select pg_advisory_xact_lock(hashtextextended(${scopeName(scope)}, 0))`);
}
