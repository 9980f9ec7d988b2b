import type { UnverifiedExposures } from "@pricewright/core/statistics";
import { type SQL, sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { ISO_TIME } from "../database/iso-time.ts";
import type { CohortRange } from "../results/queries.ts";
import type { UnitId } from "../units/frozen-store.ts";
import { ofUnits } from "../units/of-units.ts";
import { keptSince } from "./kept-since.ts";

/** What an exposure that counts nowhere says of itself. Empty texts stand for what is not known. */
export interface UnverifiedPlace {
  readonly experiment: string;
  readonly variant: string;
}

/** An exposure that is kept and counts nowhere. */
export interface UnverifiedExposure {
  readonly unit: UnitId;
  readonly reason: string;
  readonly occurredAt: number;
  readonly places: readonly UnverifiedPlace[];
}

/**
 * Adds new exposures to those that count nowhere. To be called before their events are stored: a unit counts once for each
 * place and reason, with its first.
 */
export async function addUnverified(
  queries: Queries,
  scope: Scope,
  exposures: readonly UnverifiedExposure[],
  now: Date,
): Promise<void> {
  if (exposures.length === 0) return;
  const { tenantId, environment } = scope;
  const units = exposures.map(({ unit }) => unit).filter(({ id }) => id !== "");
  const known = await rows<UnitId & { reason: string; experiment: string; variant: string }>(
    queries,
    sql`select distinct unit_kind as kind, unit_id as id, unverified as reason, place.experiment, place.variant
      from ${ofUnits("events", { tenantId, environment }, units)}, jsonb_to_recordset(derived) as place(experiment text, variant text)
      where unverified <> ''`,
  );
  const counted = new Set(known.map(unitPlace));
  const sums = new Map<string, Total>();
  for (const { unit, reason, occurredAt, places } of exposures) {
    for (const { experiment, variant } of places) {
      const key = JSON.stringify([experiment, variant, reason]);
      const place = unitPlace({ ...unit, reason, experiment, variant });
      const isNew = unit.id !== "" && !counted.has(place);
      counted.add(place);
      const sum = sums.get(key) ?? { experiment, variant, reason, exposures: 0, units: 0, first: Infinity, last: 0 };
      sums.set(key, {
        ...sum,
        exposures: sum.exposures + 1,
        units: sum.units + Number(isNew),
        first: Math.min(sum.first, occurredAt),
        last: Math.max(sum.last, occurredAt),
      });
    }
  }
  const values = [...sums.values()].map((sum) => ({
    ...sum,
    first: new Date(sum.first).toISOString(),
    last: new Date(sum.last).toISOString(),
  }));
  await queries.execute(sql`
    insert into unverified_exposures as total (tenant_id, environment, experiment, variant, reason, day, exposures, units,
      first, last)
    select ${tenantId}, ${environment}, experiment, variant, reason, ${now.toISOString().slice(0, 10)}::date, exposures,
      units, first, last
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as fresh(experiment text, variant text, reason text,
      exposures bigint, units bigint, first timestamptz, last timestamptz)
    on conflict (tenant_id, environment, experiment, variant, reason, day) do update set
      exposures = total.exposures + excluded.exposures, units = total.units + excluded.units,
      first = least(total.first, excluded.first), last = greatest(total.last, excluded.last)`);
}

interface Total extends UnverifiedPlace {
  readonly reason: string;
  readonly exposures: number;
  readonly units: number;
  readonly first: number;
  readonly last: number;
}

function unitPlace(place: UnitId & UnverifiedPlace & { readonly reason: string }): string {
  const { kind, id, reason, experiment, variant } = place;
  return JSON.stringify([kind, id, reason, experiment, variant]);
}

/**
 * What an experiment's exposures that count nowhere come to, with those that do not say whose they are. Days on which all
 * of them lie in traffic that was left out are done with.
 */
export async function readUnverified(
  queries: Queries,
  { tenantId, environment }: Scope,
  experiment: string,
  { from = "0001-01-01", to = "9999-12-31" }: CohortRange,
): Promise<UnverifiedExposures[]> {
  return rows<UnverifiedExposures>(
    queries,
    sql`select reason, nullif(variant, '') as variant, sum(exposures)::float8 as exposures, sum(units)::float8 as units,
        to_char(min(first) at time zone 'utc', ${ISO_TIME}) as first, to_char(max(last) at time zone 'utc', ${ISO_TIME}) as last
      from unverified_exposures total
      where tenant_id = ${tenantId} and environment = ${environment} and experiment in (${experiment}, '')
        and day between ${from}::date and ${to}::date
        and not exists (select 1 from exclusions left_out
          where left_out.tenant_id = total.tenant_id and left_out.environment = total.environment
            and left_out.experiment = ${experiment} and left_out.label is null
            and ("from" is null or "from" <= total.first) and ("to" is null or "to" > total.last))
      group by reason, variant order by reason, variant`,
  );
}

/**
 * Adds the stored events up again, and puts what differs in its place. Days before the first event that is kept stay as they
 * are. Answers with how many rows differed.
 */
export async function rebuildUnverified(queries: Queries, scope: Scope): Promise<number> {
  const { tenantId, environment } = scope;
  const here = sql`tenant_id = ${tenantId} and environment = ${environment}`;
  const key = (columns: SQL) => sql`${columns}.experiment, ${columns}.variant, ${columns}.reason, ${columns}.day`;
  const [{ count = 0 } = {}] = await rows<{ count: number }>(
    queries,
    sql`with exposed as (
        select unverified as reason, place.experiment, place.variant, unit_kind, unit_id, occurred_at,
          (received_at at time zone 'utc')::date as day,
          row_number() over (partition by unverified, place.experiment, place.variant, unit_kind, unit_id
            order by received_at) as number
        from events, jsonb_to_recordset(derived) as place(experiment text, variant text)
        where ${here} and unverified <> ''),
      expected as (
        select experiment, variant, reason, day, count(*) as exposures,
          count(*) filter (where unit_id <> '' and number = 1) as units, min(occurred_at) as first,
          max(occurred_at) as last
        from exposed group by experiment, variant, reason, day),
      gone as (
        delete from unverified_exposures stored where ${here}
          and day >= (${keptSince(scope)} at time zone 'utc')::date
          and not exists (
          select 1 from expected where (${key(sql`expected`)}) = (${key(sql`stored`)}))
        returning 1),
      written as (
        insert into unverified_exposures as stored (tenant_id, environment, experiment, variant, reason, day, exposures,
          units, first, last)
        select ${tenantId}, ${environment}, experiment, variant, reason, day, exposures, units, first, last from expected
        on conflict (tenant_id, environment, experiment, variant, reason, day) do update set
          exposures = excluded.exposures, units = excluded.units, first = excluded.first, last = excluded.last
          where (stored.exposures, stored.units, stored.first, stored.last)
            is distinct from (excluded.exposures, excluded.units, excluded.first, excluded.last)
        returning 1)
      select (select count(*) from gone)::int + (select count(*) from written)::int as count`,
  );
  return count;
}
