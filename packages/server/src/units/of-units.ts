import { type SQL, sql } from "drizzle-orm";
import type { Scope } from "../database/database.ts";
import { fromRows } from "../database/from-rows.ts";
import type { UnitId } from "./frozen-store.ts";
import { unitKey } from "./unit-key.ts";

/**
 * For a `from` clause: the rows of a table that are of the given units. Each unit is looked up by itself. A condition on a
 * list, or a join with one, would let a planner without statistics read every row of the tenant, and the embedded database
 * never has any.
 */
export function ofUnits(table: string, { tenantId, environment }: Scope, units: readonly UnitId[]): SQL {
  const wanted = [...new Map(units.map((unit) => [unitKey(unit), unit])).values()];
  const name = sql.identifier(table);
  const rows = wanted.map(({ kind, id }) => ({ wanted_kind: kind, wanted_id: id }));
  return sql`${fromRows("wanted", { wanted_kind: "text", wanted_id: "text" }, rows)}
    cross join lateral (select * from ${name} as stored
      where stored.tenant_id = ${tenantId} and stored.environment = ${environment}
        and stored.unit_kind = wanted_kind and stored.unit_id = wanted_id offset 0) as ${name}`;
}
