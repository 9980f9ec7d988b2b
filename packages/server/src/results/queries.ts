import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";

/** Totals of one variant over all revisions and days. */
export interface VariantTotals {
  readonly variant: string;
  readonly visitors: number;
  readonly conversions: number;
  readonly checked: number;
  readonly priceMismatches: number;
  readonly multipleExposure: number;
  readonly slotDrift: number;
  /** Sales by price id. */
  readonly sales: Readonly<Record<string, number>>;
}

/** An experiment's totals by variant; a variant nobody saw is missing. */
export async function readStatistics(
  queries: Queries,
  { tenantId, environment }: Scope,
  experiment: string,
): Promise<VariantTotals[]> {
  return rows<VariantTotals>(
    queries,
    sql`select variant, sum(visitors)::float8 as visitors, sum(conversions)::float8 as conversions,
        sum(checked)::float8 as checked, sum(price_mismatches)::float8 as "priceMismatches",
        sum(multiple_exposure)::float8 as "multipleExposure", sum(slot_drift)::float8 as "slotDrift",
        coalesce((select jsonb_object_agg(price, count) from (
          select price, sum(count) as count from experiment_sales sales
          where sales.tenant_id = ${tenantId} and sales.environment = ${environment}
            and sales.experiment = ${experiment} and sales.variant = statistics.variant
          group by price) by_price), '{}') as sales
      from experiment_statistics statistics
      where tenant_id = ${tenantId} and environment = ${environment} and experiment = ${experiment}
      group by variant`,
  );
}
