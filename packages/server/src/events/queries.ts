import type { PricingEvent } from "@pricewright/core/api";
import type { DerivedExposure, SaleQuote, StoredOutcome } from "@pricewright/core/recording";
import {
  STATISTICS_COUNTS,
  STATISTICS_SUMS,
  type StatisticsChange,
  type UnitRecord,
} from "@pricewright/core/statistics";
import { type SQL, sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { fromRows } from "../database/from-rows.ts";
import { snakeCase } from "../database/snake-case.ts";
import type { UnitId } from "../units/frozen-store.ts";
import { ofUnits } from "../units/of-units.ts";
import type { UnitExposure } from "./fold-units.ts";

/** One unit in one experiment, as stored. */
export interface UnitRow {
  readonly kind: UnitId["kind"];
  readonly id: string;
  readonly experiment: string;
  readonly record: UnitRecord;
}

/** One event with whose it is and where it came from. */
export interface SourcedEvent {
  readonly source: string;
  readonly event: PricingEvent;
  readonly unit: UnitId;
  readonly occurredAt: number;
  readonly quoted: readonly SaleQuote[];
}

/** Keeps purchases, refunds, costs and named outcomes by unit; exposures are passed over. */
export async function storeOutcomes(
  queries: Queries,
  { tenantId, environment }: Scope,
  events: readonly SourcedEvent[],
): Promise<void> {
  const values = events.flatMap(({ source, event, unit, occurredAt, quoted }) => {
    const columns = outcomeColumns(event);
    return columns === null
      ? []
      : [
          {
            unit_kind: unit.kind,
            unit_id: unit.id,
            source,
            event_id: event.id,
            occurred_at: new Date(occurredAt).toISOString(),
            ...columns,
            quoted,
          },
        ];
  });
  if (values.length === 0) return;
  await queries.execute(sql`
    insert into outcomes (tenant_id, environment, unit_kind, unit_id, source, event_id, type, occurred_at, price, amount,
      revenue, cost, currency, sale, name, quoted)
    select ${tenantId}, ${environment}, unit_kind, unit_id, source, event_id, type, occurred_at, price, amount, revenue,
      cost, currency, sale, name, quoted
    from ${fromRows("fresh", OUTCOME_COLUMNS, values)}`);
}

const OUTCOME_COLUMNS = {
  unit_kind: "text",
  unit_id: "text",
  source: "text",
  event_id: "text",
  type: "text",
  occurred_at: "timestamptz",
  price: "text",
  amount: "text",
  revenue: "text",
  cost: "text",
  currency: "text",
  sale: "text",
  name: "text",
  quoted: "jsonb",
} as const;

function outcomeColumns(event: PricingEvent): Omit<StoredOutcome, "id" | "occurredAt" | "quoted"> | null {
  const none = { price: null, amount: null, revenue: null, cost: null, sale: null, name: null };
  if (event.type === "conversion") {
    const { price, amount, revenue = amount, currency } = event;
    return { ...none, type: "sale", price, amount, revenue, currency };
  }
  if (event.type === "refund")
    return { ...none, type: "refund", amount: event.amount, currency: event.currency, sale: event.conversion };
  if (event.type === "outcome") return { ...none, type: "outcome", name: event.outcome, currency: "" };
  return event.type === "cost" ? { ...none, type: "cost", cost: event.cost, currency: event.currency } : null;
}

/** One outcome and the unit it is of. */
export interface UnitOutcome {
  readonly unit: UnitId;
  readonly outcome: StoredOutcome;
}

/** Every outcome of the given units. */
export async function readOutcomes(
  queries: Queries,
  { tenantId, environment }: Scope,
  units: readonly UnitId[],
): Promise<UnitOutcome[]> {
  if (units.length === 0) return [];
  const found = await rows<StoredOutcome & { unit_kind: UnitId["kind"]; unit_id: string }>(
    queries,
    sql`select unit_kind, unit_id, event_id as id, type, (extract(epoch from occurred_at) * 1000)::float8 as "occurredAt",
        price, amount, revenue, cost, currency, sale, name, quoted
      from ${ofUnits("outcomes", { tenantId, environment }, units)}`,
  );
  return found.map(({ unit_kind: kind, unit_id: id, ...outcome }) => ({ unit: { kind, id }, outcome }));
}

/** Every stored exposure of the given units that counts. */
export async function readExposures(
  queries: Queries,
  { tenantId, environment }: Scope,
  units: readonly UnitId[],
): Promise<UnitExposure[]> {
  if (units.length === 0) return [];
  const found = await rows<{
    kind: UnitId["kind"];
    unit: string;
    source: string;
    id: string;
    occurred_at: number;
    label: string | null;
    derived: readonly DerivedExposure[];
  }>(
    queries,
    sql`select unit_kind as kind, unit_id as unit, source, id,
        (extract(epoch from occurred_at) * 1000)::float8 as occurred_at, body->>'label' as label, derived
      from ${ofUnits("events", { tenantId, environment }, units)}
      where unverified = '' and derived <> '[]'
        and body->>'type' <> 'conversion'`,
  );
  return found.flatMap(({ kind, unit, source, id, occurred_at, label, derived }) =>
    derived.map(({ experiment, ...facts }) => ({
      unit: { kind, id: unit },
      experiment,
      label,
      fact: { ...facts, id: `${source}:${id}`, occurredAt: occurred_at },
    })),
  );
}

/** The records of the given units, in every experiment. */
export async function readUnits(
  queries: Queries,
  { tenantId, environment }: Scope,
  units: readonly UnitId[],
): Promise<UnitRow[]> {
  if (units.length === 0) return [];
  const found = await rows<UnitId & { experiment: string } & Record<string, unknown>>(
    queries,
    sql`select unit_kind as kind, unit_id as id, experiment, revision, weight_epoch, variant, segments,
        (extract(epoch from first_exposed_at) * 1000)::float8 as first_exposed_at, first_exposure_id, shown_mismatch,
        several_variants, slot_drift, checked, quoted, charged_mismatch, attributed, converted, sale, regular,
        revenue::text as revenue,
        cost::text as cost, unconverted, outcomes
      from ${ofUnits("units", { tenantId, environment }, units)}`,
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
      quoted: row.quoted,
      chargedMismatch: row.charged_mismatch,
      attributed: row.attributed,
      converted: row.converted,
      sale: row.sale,
      regular: row.regular,
      revenue: BigInt(row.revenue as string),
      cost: BigInt(row.cost as string),
      unconverted: row.unconverted,
      outcomes: row.outcomes,
    } as UnitRecord,
  }));
}

/** What {@link writeUnits} stores. */
export interface UnitChanges {
  /** Records of units that have none in the experiment. Whoever folds has locked the scope, so nobody else makes one. */
  readonly fresh: readonly UnitRow[];
  /** Records that take the place of those that are there. */
  readonly changed: readonly UnitRow[];
}

/** Stores records. To let the table find out which are new would cost as much again as storing them. */
export async function writeUnits(queries: Queries, scope: Scope, { fresh, changed }: UnitChanges): Promise<void> {
  await Promise.all([
    fresh.length > 0 && queries.execute(insertOf(fresh, scope)),
    changed.length > 0 &&
      queries.execute(
        sql`${insertOf(changed, scope)} on conflict (tenant_id, environment, unit_kind, unit_id, experiment)
          do update set ${REPLACED}`,
      ),
  ]);
}

function insertOf(units: readonly UnitRow[], { tenantId, environment }: Scope): SQL {
  return sql`insert into units (tenant_id, environment, ${sql.raw(Object.keys(UNIT_COLUMNS).join(", "))})
    select ${tenantId}, ${environment}, fresh.* from ${fromRows("fresh", UNIT_COLUMNS, units.map(columnsOf))}`;
}

function columnsOf({ kind, id, experiment, record }: UnitRow) {
  return {
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
    quoted: record.quoted,
    charged_mismatch: record.chargedMismatch,
    attributed: record.attributed,
    converted: record.converted,
    sale: record.sale,
    regular: record.regular,
    revenue: record.revenue,
    cost: record.cost,
    unconverted: record.unconverted,
    outcomes: record.outcomes,
  };
}

const UNIT_COLUMNS = {
  unit_kind: "text",
  unit_id: "text",
  experiment: "text",
  revision: "integer",
  weight_epoch: "integer",
  variant: "text",
  segments: "text[]",
  first_exposed_at: "timestamptz",
  first_exposure_id: "text",
  shown_mismatch: "boolean",
  several_variants: "boolean",
  slot_drift: "boolean",
  checked: "boolean",
  quoted: "text",
  charged_mismatch: "boolean",
  attributed: "text",
  converted: "boolean",
  sale: "text",
  regular: "boolean",
  revenue: "bigint",
  cost: "numeric",
  unconverted: "integer",
  outcomes: "text[]",
} as const;

const UNIT_KEY: readonly string[] = ["unit_kind", "unit_id", "experiment"];
const REPLACED: SQL = sql.raw(
  Object.keys(UNIT_COLUMNS)
    .filter((name) => !UNIT_KEY.includes(name))
    .map((name) => `${name} = excluded.${name}`)
    .join(", "),
);

/** Removes records of units that are counted under another id now. */
export async function deleteUnits(
  queries: Queries,
  { tenantId, environment }: Scope,
  units: readonly UnitRow[],
): Promise<void> {
  if (units.length === 0) return;
  const values = units.map(({ kind, id, experiment }) => ({ unit_kind: kind, unit_id: id, experiment }));
  await queries.execute(sql`
    delete from units
    using ${fromRows("gone", { unit_kind: "text", unit_id: "text", experiment: "text" }, values)}
    where tenant_id = ${tenantId} and environment = ${environment} and units.unit_kind = gone.unit_kind
      and units.unit_id = gone.unit_id and units.experiment = gone.experiment`);
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
  const totals = changes.map(({ sales: _, outcomes: __, ...change }) =>
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
  await addOutcomes(queries, { tenantId, environment }, experiment, changes);
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

async function addOutcomes(
  queries: Queries,
  { tenantId, environment }: Scope,
  experiment: string,
  changes: readonly StatisticsChange[],
): Promise<void> {
  const values = changes.flatMap(({ revision, weightEpoch, variant, day, segment, outcomes }) =>
    Object.entries(outcomes).map(([name, counts]) => ({
      revision,
      weightEpoch,
      variant,
      day,
      segment,
      name,
      ...counts,
    })),
  );
  if (values.length === 0) return;
  await queries.execute(sql`
    insert into experiment_outcomes as total (tenant_id, environment, experiment, revision, weight_epoch, variant, day,
      segment, name, units, buyers)
    select ${tenantId}, ${environment}, ${experiment}, change.*
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as change(revision integer, "weightEpoch" integer,
      variant text, day date, segment text, name text, units integer, buyers integer)
    on conflict (tenant_id, environment, experiment, revision, weight_epoch, variant, day, segment, name) do update set
      units = total.units + excluded.units, buyers = total.buyers + excluded.buyers`);
}

/** Columns of the running statistics that are added to. */
const ADDED: readonly string[] = [...STATISTICS_COUNTS, ...STATISTICS_SUMS].map(snakeCase);
