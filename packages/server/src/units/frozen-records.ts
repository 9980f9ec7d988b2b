import type { FrozenRecord } from "@pricewright/core";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import type { UnitId } from "./frozen-store.ts";
import { ofUnits } from "./of-units.ts";

/** A record as it is stored. */
export interface StoredRecord {
  readonly record: FrozenRecord;
  /** Whether the server assigned the variant itself; else an event said that it was shown. */
  readonly assigned: boolean;
}

/**
 * Stores records that are new, and answers with those that are stored, by unit and experiment. Of what events say the
 * earliest showing of the stored variant is kept, so that the order of arrival does not matter.
 */
export async function insertRecords(
  queries: Queries,
  { tenantId, environment }: Scope,
  records: readonly FrozenRecord[],
  { assigned }: Pick<StoredRecord, "assigned">,
): Promise<Map<string, StoredRecord>> {
  if (records.length === 0) return new Map();
  const values = records.map((record) => ({
    unit_kind: record.unit.kind,
    unit_id: record.unit.id,
    experiment: record.experiment,
    record,
    shown_at: record.at,
  }));
  // In the order of keys, so that two batches never wait for each other.
  const written = await rows<StoredRecord>(
    queries,
    sql`insert into frozen_records as stored (tenant_id, environment, unit_kind, unit_id, experiment, record, shown_at,
        assigned)
      select distinct on (unit_kind, unit_id, experiment) ${tenantId}, ${environment}, unit_kind, unit_id, experiment,
        record, shown_at, ${assigned}::boolean
      from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as fresh(unit_kind text, unit_id text, experiment text,
        record jsonb, shown_at timestamptz)
      order by unit_kind, unit_id, experiment, shown_at, record->>'variant'
      on conflict (tenant_id, environment, unit_kind, unit_id, experiment) do update set
        record = excluded.record, shown_at = excluded.shown_at
        where not stored.assigned and not excluded.assigned and excluded.shown_at < stored.shown_at
          and excluded.record->>'variant' = stored.record->>'variant'
      returning record, assigned`,
  );
  const stored = new Map(written.map((one) => [recordPlace(one.record), one]));
  // What was not written was there before, and holds.
  const before = records.filter((record) => !stored.has(recordPlace(record))).map(({ unit }) => unit);
  for (const one of await readRecords(queries, { tenantId, environment }, before))
    stored.set(recordPlace(one.record), one);
  return stored;
}

function recordPlace({ unit, experiment }: FrozenRecord): string {
  return placeOf(unit, experiment);
}

/** Every record of the given units. */
export function readRecords(
  queries: Queries,
  { tenantId, environment }: Scope,
  units: readonly UnitId[],
): Promise<StoredRecord[]> {
  if (units.length === 0) return Promise.resolve([]);
  return rows<StoredRecord>(
    queries,
    sql`select record, assigned from ${ofUnits("frozen_records", { tenantId, environment }, units)}
      order by shown_at, unit_kind, unit_id, experiment`,
  );
}

/** Names the place of a record: there is one for each unit and experiment. */
export function placeOf({ kind, id }: UnitId, experiment: string): string {
  return JSON.stringify([kind, id, experiment]);
}
