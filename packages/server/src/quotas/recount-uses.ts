import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { fromRows } from "../database/from-rows.ts";
import { ofUnits } from "../units/of-units.ts";
import type { UnitGroup } from "../units/unit-groups.ts";

interface Use {
  readonly month: string;
  readonly unit_kind: string;
  readonly unit_id: string;
}

/** Counts the uses of units again whose ids were joined or parted: ids of one unit are one use. */
export async function recountUses(queries: Queries, scope: Scope, groups: readonly UnitGroup[]): Promise<void> {
  const { tenantId, environment } = scope;
  if (environment === "test") return;
  const ownerOf = new Map(
    groups.flatMap(({ owner, members }) => members.map(({ kind, id }) => [JSON.stringify([kind, id]), owner])),
  );
  const members = groups.flatMap((group) => group.members);
  const exposed = await rows<Use>(
    queries,
    sql`select distinct to_char(received_at at time zone 'utc', 'YYYY-MM') as month, unit_kind, unit_id from ${ofUnits("events", { tenantId, environment }, members)}
      where unverified = '' and derived <> '[]'
        and body->>'type' <> 'conversion'`,
  );
  const uses = new Map<string, Use>();
  for (const { month, unit_kind, unit_id } of exposed) {
    const owner = ownerOf.get(JSON.stringify([unit_kind, unit_id]));
    if (owner) uses.set(JSON.stringify([month, owner]), { month, unit_kind: owner.kind, unit_id: owner.id });
  }
  const gone = await rows<Use>(
    queries,
    sql`delete from uses where ctid = any(array(
        select used.ctid
        from unnest(${sql.param([...new Set(exposed.map(({ month }) => month))])}::text[]) as wanted_month
        cross join unnest(${sql.param(members.map(({ kind }) => kind))}::text[],
          ${sql.param(members.map(({ id }) => id))}::text[]) as wanted(wanted_kind, wanted_id)
        cross join lateral (select ctid from uses
          where tenant_id = ${tenantId} and environment = ${environment} and month = wanted_month
            and unit_kind = wanted_kind and unit_id = wanted_id offset 0) as used))
      returning month, unit_kind, unit_id`,
  );
  const values = [...uses.values()];
  await queries.execute(sql`
    insert into uses (tenant_id, environment, month, unit_kind, unit_id)
    select ${tenantId}, ${environment}, month, unit_kind, unit_id
    from ${fromRows("fresh", { month: "text", unit_kind: "text", unit_id: "text" }, values)}`);
  const changes = new Map<string, number>();
  for (const { month } of gone) changes.set(month, (changes.get(month) ?? 0) - 1);
  for (const { month } of values) changes.set(month, (changes.get(month) ?? 0) + 1);
  for (const [month, change] of changes) {
    if (change === 0) continue;
    await queries.execute(sql`
      update quota_counters set uses = uses + ${change}
      where tenant_id = ${tenantId} and environment = ${environment} and month = ${month}`);
  }
}
