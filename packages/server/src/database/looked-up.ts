import { type SQL, sql } from "drizzle-orm";
import type { Scope } from "./database.ts";

/**
 * For a `from` clause: a list, and the rows of a table that its rows lead to, under the table's name. Each is looked up by
 * itself. A condition on a list, or a join with one, would let a planner that has no statistics yet read every row of the
 * tenant.
 *
 * @param list With its name and its columns, such as `unnest(...) as wanted(id)`.
 * @param on How a row of the table, called `stored` here, follows from one of the list.
 * @param options.lock Whether to lock the rows, in the order of the list.
 */
export function lookedUp(
  list: SQL,
  table: string,
  { tenantId, environment }: Scope,
  on: SQL,
  { lock = false }: { readonly lock?: boolean } = {},
): SQL {
  const name = sql.identifier(table);
  return sql`${list} cross join lateral (select * from ${name} as stored
    where stored.tenant_id = ${tenantId} and stored.environment = ${environment} and ${on}
    offset 0 ${sql.raw(lock ? "for update" : "")}) as ${name}`;
}
