import type { TimelineDay } from "@pricewright/core/api";
import { reportOn } from "@pricewright/core/recording";
import type { ExperimentReport } from "@pricewright/core/statistics";
import { sql } from "drizzle-orm";
import { type Database, type Queries, rows, type Scope } from "../database/database.ts";
import { ISO_TIME } from "../database/iso-time.ts";
import type { ExperimentRow, Pricing } from "../experiments/pricing-cache.ts";
import { tellOfReport } from "../webhooks/tell-of-report.ts";
import { readExperiment } from "./queries.ts";

/** Stores today's numbers of every experiment that runs or ended today; asked for again, they are replaced. */
export async function takeSnapshots(database: Database, scope: Scope, pricing: Pricing, now: Date): Promise<number> {
  const day = now.toISOString().slice(0, 10);
  const current = [...pricing.experiments.values()].filter((row) => isCurrent(row, day));
  await database.inScope(scope, async (queries) => {
    for (const experiment of current) {
      const statistics = await readExperiment(queries, scope, experiment.key, {});
      const report = reportOn({ experiment, book: pricing, ...statistics, now });
      await queries.execute(sql`
        insert into snapshots (tenant_id, environment, experiment, day, report, taken_at)
        values (${scope.tenantId}, ${scope.environment}, ${experiment.key}, ${day},
          ${JSON.stringify(summarize(report))}::jsonb, ${now.toISOString()})
        on conflict (tenant_id, environment, experiment, day) do update set
          report = excluded.report, taken_at = excluded.taken_at`);
      await tellOfReport(queries, scope, { experiment: experiment.key, revision: experiment.revision, report }, now);
    }
  });
  return current.length;
}

/** The stored days of an experiment, oldest first. */
export async function readSnapshots(
  queries: Queries,
  { tenantId, environment }: Scope,
  experiment: string,
): Promise<TimelineDay[]> {
  const found = await rows<{ day: string; report: Omit<TimelineDay, "day" | "takenAt">; taken_at: string }>(
    queries,
    sql`select day::text as day, report, to_char(taken_at at time zone 'utc', ${ISO_TIME}) as taken_at
      from snapshots
      where tenant_id = ${tenantId} and environment = ${environment} and experiment = ${experiment} order by day`,
  );
  return found.map(({ day, report, taken_at }) => ({ day, takenAt: taken_at, ...report }));
}

function isCurrent({ status, endedAt }: ExperimentRow, day: string): boolean {
  return status === "running" || status === "paused" || (endedAt !== null && endedAt.slice(0, 10) === day);
}

function summarize({ metric, decision, variants }: ExperimentReport): Omit<TimelineDay, "day" | "takenAt"> {
  return {
    metric,
    action: decision.action,
    variants: variants.map(({ key, visitors, conversions, versusControl, ...variant }) => {
      const primary = {
        conversion: variant.conversion,
        "revenue-per-visitor": variant.revenuePerVisitor,
        "margin-per-visitor": variant.marginPerVisitor,
      }[metric];
      return {
        key,
        visitors,
        conversions,
        mean: primary?.mean ?? 0,
        probabilityBest: variant.probabilityBest,
        expectedLoss: variant.expectedLoss,
        relativeLift: versusControl?.relativeLift ?? null,
        relativeLiftInterval: versusControl?.relativeLiftInterval ? [...versusControl.relativeLiftInterval] : null,
        difference: versusControl?.difference ?? null,
        anytimeValid: versusControl?.anytimeValid ? [...versusControl.anytimeValid] : null,
      };
    }),
  };
}
