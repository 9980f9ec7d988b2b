import { type SQL, sql } from "drizzle-orm";
import type { Scope } from "../database/database.ts";
import { fromRows } from "../database/from-rows.ts";
import { lookedUp } from "../database/looked-up.ts";
import type { UnitId } from "./frozen-store.ts";
import { unitKey } from "./unit-key.ts";

/** For a `from` clause: the rows of a table that are of the given units. */
export function ofUnits(table: string, scope: Scope, units: readonly UnitId[]): SQL {
  const wanted = [...new Map(units.map((unit) => [unitKey(unit), unit])).values()];
  const rows = wanted.map(({ kind, id }) => ({ wanted_kind: kind, wanted_id: id }));
  const list = fromRows("wanted", { wanted_kind: "text", wanted_id: "text" }, rows);
  return lookedUp(list, table, scope, sql`stored.unit_kind = wanted_kind and stored.unit_id = wanted_id`);
}
