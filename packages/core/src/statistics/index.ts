export { type AnalyzeExperimentOptions, analyzeExperiment } from "./analyze-experiment.ts";
export { betaPosterior } from "./beta-posterior.ts";
export { compareAll, type Standing } from "./compare-all.ts";
export { differenceCdf, differenceInterval, probabilityGreater, relativeLiftInterval } from "./compare-pair.ts";
export { DEFAULT_THRESHOLDS, type DecisionThresholds } from "./decide.ts";
export type { Decision, DecisionReason, SettledDecision } from "./decision.ts";
export { describeReport } from "./describe-report.ts";
export { type FoldUnitInput, foldUnit } from "./folding/fold-unit.ts";
export {
  addStatistics,
  type StatisticsChange,
  type StatisticsCounts,
  type StatisticsKey,
  statisticsChange,
} from "./folding/statistics-change.ts";
export type { ExposureFact, OutcomeFact, UnitRecord } from "./folding/unit-record.ts";
export type { HealthCheck } from "./health.ts";
export { credibleInterval, type Interval } from "./interval.ts";
export type { Posterior } from "./posterior.ts";
export type { ControlComparison, Estimate, ExperimentReport, Metric, VariantReport } from "./report.ts";
export { type SampleRatio, sampleRatio } from "./sample-ratio.ts";
export { scaledPosterior } from "./scaled-posterior.ts";
export {
  arrivals,
  type IntegrityCounts,
  mergeStatistics,
  type PlanCount,
  type VariantStatistics,
} from "./variant-statistics.ts";
