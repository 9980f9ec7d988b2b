import type { ConversionEvent } from "@pricewright/core/api";
import {
  type SaleFact,
  STATISTICS_COUNTS,
  STATISTICS_SUMS,
  type StatisticsChange,
  type UnitRecord,
} from "@pricewright/core/statistics";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { snakeCase } from "../database/snake-case.ts";

/** One unit in one experiment, as stored. */
export interface UnitRow {
  readonly kind: string;
  readonly id: string;
  readonly experiment: string;
  readonly record: UnitRecord;
}

interface UnitId {
  readonly kind: string;
  readonly id: string;
}

/** Keeps purchases by unit. */
export async function storeOutcomes(
  queries: Queries,
  { tenantId, environment }: Scope,
  outcomes: readonly { readonly source: string; readonly event: ConversionEvent }[],
): Promise<void> {
  if (outcomes.length === 0) return;
  const values = outcomes.map(({ source, event }) => ({
    unit_kind: event.unit.kind,
    unit_id: event.unit.id,
    source,
    event_id: event.id,
    occurred_at: event.occurredAt,
    price: event.price,
    amount: event.amount,
    currency: event.currency,
  }));
  await queries.execute(sql`
    insert into outcomes (tenant_id, environment, unit_kind, unit_id, source, event_id, occurred_at, price, amount, currency)
    select ${tenantId}, ${environment}, unit_kind, unit_id, source, event_id, occurred_at, price, amount, currency
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as fresh(unit_kind text, unit_id text, source text,
      event_id text, occurred_at timestamptz, price text, amount text, currency text)`);
}

/** One purchase and the unit that made it. */
export interface UnitOutcome {
  readonly unit: UnitId;
  readonly outcome: Omit<SaleFact, "type" | "revenue">;
}

/** Every purchase of the given units. */
export async function readOutcomes(
  queries: Queries,
  { tenantId, environment }: Scope,
  units: readonly UnitId[],
): Promise<UnitOutcome[]> {
  const found = await rows<
    UnitId & Omit<SaleFact, "id" | "type" | "revenue" | "occurredAt"> & { event_id: string; occurred_at: number }
  >(
    queries,
    sql`select unit_kind as kind, unit_id as id, event_id, (extract(epoch from occurred_at) * 1000)::float8 as occurred_at,
        price, amount, currency
      from outcomes
      where tenant_id = ${tenantId} and environment = ${environment} and ${isOneOf(units)}`,
  );
  return found.map(({ kind, id, event_id, occurred_at, price, amount, currency }) => ({
    unit: { kind, id },
    outcome: { id: event_id, occurredAt: occurred_at, price, amount, currency },
  }));
}

/** The records of the given units, in every experiment. */
export async function readUnits(
  queries: Queries,
  { tenantId, environment }: Scope,
  units: readonly UnitId[],
): Promise<UnitRow[]> {
  const found = await rows<UnitId & { experiment: string } & Record<string, unknown>>(
    queries,
    sql`select unit_kind as kind, unit_id as id, experiment, revision, weight_epoch, variant, segments,
        (extract(epoch from first_exposed_at) * 1000)::float8 as first_exposed_at, first_exposure_id, shown_mismatch,
        several_variants, slot_drift, checked, charged_mismatch, converted, sale, regular, revenue::text as revenue,
        cost::text as cost, unconverted
      from units
      where tenant_id = ${tenantId} and environment = ${environment} and ${isOneOf(units)}`,
  );
  return found.map((row) => ({
    kind: row.kind,
    id: row.id,
    experiment: row.experiment,
    record: {
      revision: row.revision,
      weightEpoch: row.weight_epoch,
      variant: row.variant,
      segments: row.segments,
      firstExposedAt: row.first_exposed_at,
      firstExposureId: row.first_exposure_id,
      shownMismatch: row.shown_mismatch,
      severalVariants: row.several_variants,
      slotDrift: row.slot_drift,
      checked: row.checked,
      chargedMismatch: row.charged_mismatch,
      converted: row.converted,
      sale: row.sale,
      regular: row.regular,
      revenue: BigInt(row.revenue as string),
      cost: BigInt(row.cost as string),
      unconverted: row.unconverted,
    } as UnitRecord,
  }));
}

/** Stores records, in place of those that were there. */
export async function writeUnits(
  queries: Queries,
  { tenantId, environment }: Scope,
  units: readonly UnitRow[],
): Promise<void> {
  if (units.length === 0) return;
  const values = units.map(({ kind, id, experiment, record }) => ({
    unit_kind: kind,
    unit_id: id,
    experiment,
    revision: record.revision,
    weight_epoch: record.weightEpoch,
    variant: record.variant,
    segments: record.segments,
    first_exposed_at: new Date(record.firstExposedAt).toISOString(),
    first_exposure_id: record.firstExposureId,
    shown_mismatch: record.shownMismatch,
    several_variants: record.severalVariants,
    slot_drift: record.slotDrift,
    checked: record.checked,
    charged_mismatch: record.chargedMismatch,
    converted: record.converted,
    sale: record.sale,
    regular: record.regular,
    revenue: String(record.revenue),
    cost: String(record.cost),
    unconverted: record.unconverted,
  }));
  await queries.execute(sql`
    insert into units (tenant_id, environment, unit_kind, unit_id, experiment, revision, weight_epoch, variant, segments,
      first_exposed_at, first_exposure_id, shown_mismatch, several_variants, slot_drift, checked, charged_mismatch,
      converted, sale, regular, revenue, cost, unconverted)
    select ${tenantId}, ${environment}, fresh.*
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as fresh(unit_kind text, unit_id text, experiment text,
      revision integer, weight_epoch integer, variant text, segments text[], first_exposed_at timestamptz,
      first_exposure_id text, shown_mismatch boolean, several_variants boolean, slot_drift boolean, checked boolean,
      charged_mismatch boolean, converted boolean, sale text, regular boolean, revenue bigint, cost numeric,
      unconverted integer)
    on conflict (tenant_id, environment, unit_kind, unit_id, experiment) do update set
      revision = excluded.revision, weight_epoch = excluded.weight_epoch, variant = excluded.variant,
      segments = excluded.segments, first_exposed_at = excluded.first_exposed_at,
      first_exposure_id = excluded.first_exposure_id, shown_mismatch = excluded.shown_mismatch,
      several_variants = excluded.several_variants, slot_drift = excluded.slot_drift, checked = excluded.checked,
      charged_mismatch = excluded.charged_mismatch, converted = excluded.converted, sale = excluded.sale,
      regular = excluded.regular, revenue = excluded.revenue, cost = excluded.cost,
      unconverted = excluded.unconverted`);
}

/** Adds changes to the running statistics of one experiment. */
export async function addToStatistics(
  queries: Queries,
  { tenantId, environment }: Scope,
  experiment: string,
  changes: readonly StatisticsChange[],
): Promise<void> {
  if (changes.length === 0) return;
  // Sums are larger than a JSON number holds exactly, so they travel as text.
  const totals = changes.map(({ sales: _, ...change }) =>
    Object.fromEntries(Object.entries(change).map(([name, value]) => [snakeCase(name), String(value)])),
  );
  await queries.execute(sql`
    insert into experiment_statistics as total (tenant_id, environment, experiment, revision, weight_epoch, variant, day,
      segment, ${sql.raw(ADDED.join(", "))})
    select ${tenantId}, ${environment}, ${experiment}, revision, weight_epoch, variant, day, segment,
      ${sql.raw(ADDED.join(", "))}
    from jsonb_to_recordset(${JSON.stringify(totals)}::jsonb) as change(revision integer, weight_epoch integer,
      variant text, day date, segment text, ${sql.raw(ADDED.map((name) => `${name} numeric`).join(", "))})
    on conflict (tenant_id, environment, experiment, revision, weight_epoch, variant, day, segment) do update set
      ${sql.raw(ADDED.map((name) => `${name} = total.${name} + excluded.${name}`).join(", "))}`);
  const sales = changes.flatMap(({ revision, weightEpoch, variant, day, segment, sales }) =>
    Object.entries(sales).map(([price, count]) => ({ revision, weightEpoch, variant, day, segment, price, count })),
  );
  if (sales.length === 0) return;
  await queries.execute(sql`
    insert into experiment_sales as total (tenant_id, environment, experiment, revision, weight_epoch, variant, day,
      segment, price, count)
    select ${tenantId}, ${environment}, ${experiment}, change.*
    from jsonb_to_recordset(${JSON.stringify(sales)}::jsonb) as change(revision integer, "weightEpoch" integer,
      variant text, day date, segment text, price text, count integer)
    on conflict (tenant_id, environment, experiment, revision, weight_epoch, variant, day, segment, price) do update set
      count = total.count + excluded.count`);
}

/** Columns of the running statistics that are added to. */
const ADDED: readonly string[] = [...STATISTICS_COUNTS, ...STATISTICS_SUMS].map(snakeCase);

/**
 * Arrays, because a join with a list lets the planner read the whole table where it has no statistics. Ids of one kind
 * match units of the other kind too, which does no harm: folding what did not change changes nothing.
 */
function isOneOf(units: readonly UnitId[]) {
  const kinds = sql.param([...new Set(units.map(({ kind }) => kind))]);
  const ids = sql.param([...new Set(units.map(({ id }) => id))]);
  return sql`unit_kind = any(${kinds}::text[]) and unit_id = any(${ids}::text[])`;
}
