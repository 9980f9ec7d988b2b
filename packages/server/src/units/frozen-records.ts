import type { FrozenRecord } from "@pricewright/core";
import type { StoredRecord } from "@pricewright/core/recording";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { fromRows } from "../database/from-rows.ts";
import { ISO_TIME } from "../database/iso-time.ts";
import type { UnitId } from "./frozen-store.ts";
import { ofUnits } from "./of-units.ts";

/** Stores records that are new, and answers with those that hold now, by unit and experiment. */
export async function insertRecords(
  queries: Queries,
  { tenantId, environment }: Scope,
  records: readonly FrozenRecord[],
  { assigned }: Pick<StoredRecord, "assigned">,
): Promise<Map<string, StoredRecord>> {
  if (records.length === 0) return new Map();
  const wanted = new Map<string, FrozenRecord>();
  for (const record of [...records].sort(byTimeThenVariant)) {
    const place = recordPlace(record);
    if (!wanted.has(place)) wanted.set(place, record);
  }
  // In the order of keys, so that two batches never wait for each other.
  const places = [...wanted.keys()].sort();
  const values = places.map((place) => {
    const record = wanted.get(place) as FrozenRecord;
    const { unit, experiment, at } = record;
    return { unit_kind: unit.kind, unit_id: unit.id, experiment, record, shown_at: at };
  });
  const [written] = await rows<{ count: number }>(
    queries,
    sql`with written as (
        insert into frozen_records (tenant_id, environment, unit_kind, unit_id, experiment, record, shown_at, assigned)
        select ${tenantId}, ${environment}, fresh.*, ${assigned}::boolean
        from ${fromRows("fresh", RECORD_COLUMNS, values)}
        left join lateral (select true as reported from units
          where tenant_id = ${tenantId} and environment = ${environment} and units.unit_kind = fresh.unit_kind
            and units.unit_id = fresh.unit_id and units.experiment = fresh.experiment
          limit 1) as reported on true
        where reported is null
        on conflict do nothing returning 1)
      select count(*)::int as count from written`,
  );
  const stored = new Map(places.map((place) => [place, { record: wanted.get(place) as FrozenRecord, assigned }]));
  if (written?.count === places.length) return stored;
  // Some were there before, and hold.
  const units = [...wanted.values()].map(({ unit }) => unit);
  for (const one of await readRecords(queries, { tenantId, environment }, units))
    stored.set(recordPlace(one.record), one);
  return stored;
}

const RECORD_COLUMNS = {
  unit_kind: "text",
  unit_id: "text",
  experiment: "text",
  record: "jsonb",
  shown_at: "timestamptz",
} as const;

function byTimeThenVariant(a: FrozenRecord, b: FrozenRecord): number {
  return compare(a.at, b.at) || compare(a.variant, b.variant);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function recordPlace({ unit, experiment }: FrozenRecord): string {
  return placeOf(unit, experiment);
}

/** Every record of the given units: what the server assigned, and what only events said. */
export function readRecords(
  queries: Queries,
  { tenantId, environment }: Scope,
  units: readonly UnitId[],
): Promise<StoredRecord[]> {
  if (units.length === 0) return Promise.resolve([]);
  const scope = { tenantId, environment };
  return rows<StoredRecord>(
    queries,
    sql`with stored as materialized (
        select unit_kind, unit_id, experiment, record, shown_at, assigned from ${ofUnits("frozen_records", scope, units)}),
      reported as (
        select unit_kind, unit_id, experiment,
          jsonb_build_object('unit', jsonb_build_object('kind', unit_kind, 'id', unit_id), 'experiment', experiment,
            'revision', revision, 'variant', variant, 'currency', null, 'counted', true, 'hashedId', unit_id,
            'at', to_char(first_exposed_at at time zone 'utc', ${ISO_TIME})),
          first_exposed_at, false
        from ${ofUnits("units", scope, units)}
        where not exists (select 1 from stored where stored.unit_kind = units.unit_kind and stored.unit_id = units.unit_id
          and stored.experiment = units.experiment))
      select record, assigned from (select * from stored union all select * from reported) as known
      order by shown_at, unit_kind, unit_id, experiment`,
  );
}

/** What the server assigned to the given units itself, by unit and experiment. */
export async function readAssigned(
  queries: Queries,
  { tenantId, environment }: Scope,
  units: readonly UnitId[],
): Promise<Map<string, FrozenRecord>> {
  if (units.length === 0) return new Map();
  const found = await rows<{ record: FrozenRecord }>(
    queries,
    sql`select record from ${ofUnits("frozen_records", { tenantId, environment }, units)} where assigned`,
  );
  return new Map(found.map(({ record }) => [recordPlace(record), record]));
}

/** Names the place of a record: there is one for each unit and experiment. */
export function placeOf({ kind, id }: UnitId, experiment: string): string {
  return `${kind}:${experiment}:${id}`;
}
