import { STATISTICS_COUNTS, STATISTICS_SUMS, type StatisticsChange } from "@pricewright/core/statistics";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { snakeCase } from "../database/snake-case.ts";
import { readUnverified } from "../events/unverified-exposures.ts";

/** Which cohorts to read: units by the UTC day of their first exposure. */
export interface CohortRange {
  /** `YYYY-MM-DD`, itself included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Everything that a report is made of; events are not read. */
export async function readExperiment(queries: Queries, scope: Scope, experiment: string, range: CohortRange) {
  return {
    rows: await readStatistics(queries, scope, experiment, range),
    unverified: await readUnverified(queries, scope, experiment, range),
  };
}

/** An experiment's running statistics, a row for each arm, epoch, day and segment; events are not read. */
export async function readStatistics(
  queries: Queries,
  { tenantId, environment }: Scope,
  experiment: string,
  { from = "0001-01-01", to = "9999-12-31" }: CohortRange,
): Promise<StatisticsChange[]> {
  const found = await rows<Record<string, unknown>>(
    queries,
    sql`select statistics.*, statistics.day::text as day,
        coalesce((select jsonb_object_agg(price, count) from experiment_sales sales
          where sales.tenant_id = statistics.tenant_id and sales.environment = statistics.environment
            and sales.experiment = statistics.experiment and sales.revision = statistics.revision
            and sales.weight_epoch = statistics.weight_epoch and sales.variant = statistics.variant
            and sales.day = statistics.day and sales.segment = statistics.segment), '{}') as sales,
        coalesce((select jsonb_object_agg(name, jsonb_build_object('units', units, 'buyers', buyers))
          from experiment_outcomes happened
          where happened.tenant_id = statistics.tenant_id and happened.environment = statistics.environment
            and happened.experiment = statistics.experiment and happened.revision = statistics.revision
            and happened.weight_epoch = statistics.weight_epoch and happened.variant = statistics.variant
            and happened.day = statistics.day and happened.segment = statistics.segment), '{}') as outcomes
      from experiment_statistics statistics
      where tenant_id = ${tenantId} and environment = ${environment} and experiment = ${experiment}
        and day between ${from}::date and ${to}::date`,
  );
  return found.map(
    (row) =>
      ({
        revision: row.revision,
        weightEpoch: row.weight_epoch,
        variant: row.variant,
        day: row.day,
        segment: row.segment,
        sales: row.sales,
        outcomes: row.outcomes,
        ...Object.fromEntries(STATISTICS_COUNTS.map((name) => [name, Number(row[snakeCase(name)])])),
        ...Object.fromEntries(STATISTICS_SUMS.map((name) => [name, BigInt(row[snakeCase(name)] as string)])),
      }) as StatisticsChange,
  );
}
