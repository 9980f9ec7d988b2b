import { reportOn } from "@pricewright/core/recording";
import type { ExperimentReport } from "@pricewright/core/statistics";
import type { Queries } from "../database/database.ts";
import type { ExperimentRow, Pricing } from "../experiments/pricing-cache.ts";
import { readExperiment } from "./queries.ts";

/** The report that is kept when an experiment is concluded. */
export async function concludingReport(
  queries: Queries,
  row: ExperimentRow,
  pricing: Pricing,
  now: Date,
): Promise<ExperimentReport> {
  const { tenantId, environment, key } = row;
  const statistics = await readExperiment(queries, { tenantId, environment }, key, {});
  return reportOn({ experiment: row, book: pricing, ...statistics, now });
}
