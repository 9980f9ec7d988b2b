import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { fromRows } from "../database/from-rows.ts";
import type { UnitId } from "../units/frozen-store.ts";

/**
 * Counts units whose first verified exposure in this calendar month (UTC) this is. It runs in the transaction of the
 * fold, so that the counter equals what is stored, whatever happens to a process.
 */
export async function countUses(
  queries: Queries,
  { tenantId, environment }: Scope,
  exposed: readonly UnitId[],
  now: Date,
): Promise<void> {
  // Test has no quota.
  if (environment === "test" || exposed.length === 0) return;
  const month = now.toISOString().slice(0, 7);
  const units = exposed.map(({ kind, id }) => ({ unit_kind: kind, unit_id: id }));
  const counted = await rows<{ count: number }>(
    queries,
    sql`with fresh as (
        insert into uses (tenant_id, environment, month, unit_kind, unit_id)
        select distinct ${tenantId}, ${environment}, ${month}, unit_kind, unit_id
        from ${fromRows("exposed", { unit_kind: "text", unit_id: "text" }, units)}
        on conflict do nothing returning 1)
      select count(*)::int as count from fresh`,
  );
  const count = counted[0]?.count ?? 0;
  if (count === 0) return;
  await queries.execute(sql`
    insert into quota_counters as counter (tenant_id, environment, month, uses)
    values (${tenantId}, ${environment}, ${month}, ${count})
    on conflict (tenant_id, environment, month) do update set uses = counter.uses + excluded.uses`);
}
