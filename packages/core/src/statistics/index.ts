export {
  type AnalyzeExperimentOptions,
  type AnalyzeExperimentResult,
  analyzeExperiment,
  analyzeExperimentSafe,
} from "./analyze-experiment.ts";
export type { SegmentReport, SegmentStatistics, SegmentVariant } from "./analyze-segments.ts";
export {
  type ConfidenceSequenceOptions,
  confidenceSequence,
  type UnitSums,
} from "./anytime-valid/confidence-sequence.ts";
export { type BanditWeightsOptions, banditWeights } from "./bandit/bandit-weights.ts";
export { compareAll, type Standing } from "./compare-all.ts";
export { differenceCdf, differenceInterval, probabilityGreater, relativeLiftInterval } from "./compare-pair.ts";
export { DEFAULT_THRESHOLDS, type DecisionGuarantee, type DecisionThresholds } from "./decision/decide.ts";
export type { Decision, DecisionReason, SettledDecision } from "./decision/decision.ts";
export type { DemandAtPrice, DemandEstimate } from "./demand/demand-at-price.ts";
export type { DemandPoint } from "./demand/demand-point.ts";
export { type DemandGap, demandPointsOf, type ExperimentDemand, findDemandGap } from "./demand/demand-points-of.ts";
export { describeDemand } from "./demand/describe-demand.ts";
export type { CurveFit } from "./demand/fit-curves.ts";
export { type DemandFit, type FitDemandOptions, fitDemand } from "./demand/fit-demand.ts";
export type { GoodnessOfFit } from "./demand/goodness-of-fit.ts";
export { type DescribeReportOptions, describeReport } from "./describe-report.ts";
export { type CollectedVariant, type CollectStatisticsInput, collectStatistics } from "./folding/collect-statistics.ts";
export { type FoldUnitInput, foldUnit } from "./folding/fold-unit.ts";
export { mergeUnitRecords } from "./folding/merge-unit-records.ts";
export { type SettledExposures, type Showing, settleExposures } from "./folding/settle-exposures.ts";
export { type OutcomeStanding, outcomeStanding, standingOf, type UnitStanding } from "./folding/standing.ts";
export {
  addStatistics,
  negateStatistics,
  type OutcomeCount,
  STATISTICS_COUNTS,
  STATISTICS_SUMS,
  type StatisticsChange,
  type StatisticsCounts,
  type StatisticsKey,
  type StatisticsSums,
  statisticsChange,
} from "./folding/statistics-change.ts";
export type {
  Comparison,
  CostFact,
  ExposureFact,
  NamedFact,
  OutcomeFact,
  QuotedArm,
  RefundFact,
  SaleFact,
  UnitRecord,
} from "./folding/unit-record.ts";
export { findUnseenSale, type UnseenSale, unseenSaleChange } from "./folding/unseen-sale.ts";
export {
  type Guardrail,
  guardrailName,
  type MarginGuardrail,
  type OutcomeGuardrail,
  type RefundGuardrail,
} from "./guardrails/guardrail.ts";
export type { GuardrailReport, GuardrailVariant } from "./guardrails/judge-guardrails.ts";
export type { HealthCheck } from "./health.ts";
export { credibleInterval, type Interval } from "./interval.ts";
export type { MoneyModelName, MoneyModelReason } from "./money-model.ts";
export type { BreakEven, MoneySources } from "./money-sources.ts";
export { type ExperimentPlan, type PlanExperimentOptions, planExperiment } from "./planning/plan-experiment.ts";
export { betaPosterior } from "./posteriors/beta-posterior.ts";
export { hurdlePosterior } from "./posteriors/hurdle-posterior.ts";
export { type MixOutcome, planMixPosterior } from "./posteriors/plan-mix-posterior.ts";
export type { Posterior } from "./posteriors/posterior.ts";
export { scaledPosterior } from "./posteriors/scaled-posterior.ts";
export { type StudentParameters, studentPosterior } from "./posteriors/student-posterior.ts";
export { sumPosterior } from "./posteriors/sum-posterior.ts";
export type { PriceEquality, PriceIntegrity } from "./price-integrity.ts";
export type { ControlComparison, Estimate, ExperimentReport, Metric, VariantReport } from "./report.ts";
export type { RevenueBasis } from "./revenue-basis.ts";
export { type ArmArrivals, type SampleRatio, sampleRatio } from "./sample-ratio.ts";
export { type AmountCap, sumAmounts } from "./sum-amounts.ts";
export type { UnverifiedExposures } from "./unverified-exposures.ts";
export {
  type AmountSums,
  arrivals,
  type CappedAmounts,
  type CostSums,
  type HarmCounts,
  type IntegrityCounts,
  mergeStatistics,
  type PlanCount,
  type VariantStatistics,
} from "./variant-statistics.ts";
