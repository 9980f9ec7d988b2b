import type { ConclusionResource } from "@pricewright/core/api";
import { adjustmentsSince, reportOn } from "@pricewright/core/recording";
import { describeReport, type ExperimentReport } from "@pricewright/core/statistics";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
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

/** The report that was kept when an experiment was concluded; null before. */
export async function readConclusion(
  queries: Queries,
  { tenantId, environment }: Scope,
  key: string,
): Promise<ExperimentReport | null> {
  const [row] = await rows<{ kept: ExperimentReport | null }>(
    queries,
    sql`select conclusion as kept from experiments
      where tenant_id = ${tenantId} and environment = ${environment} and key = ${key}`,
  );
  const kept = row?.kept ?? null;
  // Reports that were kept before do not say everything that reports say now.
  return kept && { ...kept, revenue: kept.revenue ?? "cash", ended: kept.ended ?? false };
}

/** The kept report beside the one of now, of all days. */
export function toConclusion(kept: ExperimentReport, report: ExperimentReport): ConclusionResource {
  return { report: kept, sentences: describeReport(kept), adjustments: adjustmentsSince(kept, report) };
}
