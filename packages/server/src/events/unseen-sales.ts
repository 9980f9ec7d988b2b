import type { UnseenSale } from "@pricewright/core/statistics";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { fromRows } from "../database/from-rows.ts";
import type { UnitId } from "../units/frozen-store.ts";
import { ofUnits } from "../units/of-units.ts";

/** A unit that bought on a quote in an experiment before any exposure. */
export interface UnseenSaleRow {
  readonly unit: UnitId;
  readonly experiment: string;
  readonly sale: UnseenSale;
}

/** What is stored of the given units, in every experiment. */
export async function readUnseenSales(
  queries: Queries,
  { tenantId, environment }: Scope,
  units: readonly UnitId[],
): Promise<UnseenSaleRow[]> {
  const found = await rows<UnitId & { experiment: string } & UnseenSale>(
    queries,
    sql`select unit_kind as kind, unit_id as id, experiment, revision, weight_epoch as "weightEpoch", variant,
        day::text as day
      from ${ofUnits("unseen_sales", { tenantId, environment }, units)}`,
  );
  return found.map(({ kind, id, experiment, ...sale }) => ({ unit: { kind, id }, experiment, sale }));
}

/** Stores rows, in place of those that were there. */
export async function writeUnseenSales(
  queries: Queries,
  { tenantId, environment }: Scope,
  unseen: readonly UnseenSaleRow[],
): Promise<void> {
  if (unseen.length === 0) return;
  const values = unseen.map(({ unit, experiment, sale }) => ({
    unit_kind: unit.kind,
    unit_id: unit.id,
    experiment,
    revision: sale.revision,
    weight_epoch: sale.weightEpoch,
    variant: sale.variant,
    day: sale.day,
  }));
  await queries.execute(sql`
    insert into unseen_sales (tenant_id, environment, unit_kind, unit_id, experiment, revision, weight_epoch, variant, day)
    select ${tenantId}, ${environment}, fresh.*
    from ${fromRows("fresh", { ...PLACE_COLUMNS, revision: "integer", weight_epoch: "integer", variant: "text", day: "date" }, values)}
    on conflict (tenant_id, environment, unit_kind, unit_id, experiment) do update set
      revision = excluded.revision, weight_epoch = excluded.weight_epoch, variant = excluded.variant,
      day = excluded.day`);
}

/** Removes rows of units whose exposure has come. */
export async function deleteUnseenSales(
  queries: Queries,
  { tenantId, environment }: Scope,
  seen: readonly UnseenSaleRow[],
): Promise<void> {
  if (seen.length === 0) return;
  const values = seen.map(({ unit, experiment }) => ({ unit_kind: unit.kind, unit_id: unit.id, experiment }));
  await queries.execute(sql`
    delete from unseen_sales stored
    using ${fromRows("gone", PLACE_COLUMNS, values)}
    where tenant_id = ${tenantId} and environment = ${environment} and stored.unit_kind = gone.unit_kind
      and stored.unit_id = gone.unit_id and stored.experiment = gone.experiment`);
}

const PLACE_COLUMNS = { unit_kind: "text", unit_id: "text", experiment: "text" } as const;
