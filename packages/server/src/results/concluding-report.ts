import type { ConclusionResource } from "@pricewright/core/api";
import { adjustmentsSince, reportOn } from "@pricewright/core/recording";
import { describeReport, type ExperimentReport } from "@pricewright/core/statistics";
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

/** The kept report beside the one of now, of all days; null before there is one. */
export function toConclusion({ conclusion }: ExperimentRow, report: () => ExperimentReport): ConclusionResource | null {
  if (conclusion === null) return null;
  return {
    // Reports that were kept before do not say everything that reports say now.
    report: { ...conclusion, revenue: conclusion.revenue ?? "cash", ended: conclusion.ended ?? false },
    sentences: describeReport(conclusion),
    adjustments: adjustmentsSince(conclusion, report()),
  };
}
