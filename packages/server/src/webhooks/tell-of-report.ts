import type { ExperimentReport } from "@pricewright/core/statistics";
import type { Queries, Scope } from "../database/database.ts";
import { tellEndpoints } from "./tell-endpoints.ts";

/** What is told about. */
export interface ReportNews {
  readonly experiment: string;
  readonly revision: number;
  readonly report: Pick<ExperimentReport, "decision" | "health">;
}

/** Tells once of each arm that is to be stopped for harm, and once a day of traffic that is not people's. */
export async function tellOfReport(
  queries: Queries,
  scope: Scope,
  { experiment, revision, report: { decision, health } }: ReportNews,
  now: Date,
): Promise<void> {
  if (decision.action === "stop-for-harm") {
    const { variant } = decision;
    const once = `harm_${experiment}_${revision}_${variant}`;
    await tellEndpoints(queries, scope, { type: "experiment.stop-for-harm", data: { experiment, variant }, once }, now);
  }
  const anomaly = health.find(({ code }) => code === "traffic-anomaly");
  if (anomaly?.code !== "traffic-anomaly") return;
  const { units, from, to } = anomaly;
  const once = `anomaly_${experiment}_${now.toISOString().slice(0, 10)}`;
  const data = { experiment, units, from, to };
  await tellEndpoints(queries, scope, { type: "experiment.traffic-anomaly", data, once }, now);
}
