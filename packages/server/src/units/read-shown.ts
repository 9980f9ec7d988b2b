import type { StoredPrices } from "@pricewright/core/evaluation";
import { identify } from "@pricewright/core/frozen";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { readRecords } from "./frozen-records.ts";
import type { UnitId } from "./frozen-store.ts";
import { ofUnits } from "./of-units.ts";
import { unitGroups } from "./unit-groups.ts";
import { unitKey } from "./unit-key.ts";

/**
 * What each of the units was shown, in their order: its own records, and through its account those of everybody who turned
 * out to be the same.
 */
export async function readShown(queries: Queries, scope: Scope, units: readonly UnitId[]): Promise<StoredPrices[]> {
  const groups = await unitGroups(queries, scope, units);
  const members = groups.flatMap((group) => group.members);
  const groupOf = new Map(groups.flatMap((group) => group.members.map((unit) => [unitKey(unit), group])));
  const records = Map.groupBy(await readRecords(queries, scope, members), ({ record }) =>
    groupOf.get(unitKey(record.unit)),
  );
  const sales = await rows<UnitId>(
    queries,
    sql`select distinct unit_kind as kind, unit_id as id from ${ofUnits("outcomes", scope, members)} where type = 'sale'`,
  );
  const buyers = new Set(sales.map((unit) => groupOf.get(unitKey(unit))));
  return units.map((unit) => {
    const group = groupOf.get(unitKey(unit));
    const account = group?.owner.kind === "account" ? group.owner.id : null;
    const own = (records.get(group) ?? []).map(({ record }) => record);
    return { records: account === null ? own : identify(account, own), account, bought: buyers.has(group) };
  });
}
