import { PricewrightError, type Problem } from "../errors/pricewright-error.ts";
import { analyzeSegments, type SegmentStatistics } from "./analyze-segments.ts";
import { compareWithControl } from "./compare-with-control.ts";
import { DEFAULT_THRESHOLDS, type DecisionGuarantee, type DecisionThresholds, decide } from "./decision/decide.ts";
import { densityCurve } from "./density-curve.ts";
import { findStatisticsProblems } from "./find-statistics-problems.ts";
import type { Guardrail } from "./guardrails/guardrail.ts";
import { findHarm, judgeGuardrails } from "./guardrails/judge-guardrails.ts";
import { armsWithoutCost, checkHealth } from "./health.ts";
import { credibleInterval, REPORT_LEVEL } from "./interval.ts";
import { type ModelledArm, modelArms } from "./model-arms.ts";
import type { Posterior } from "./posteriors/posterior.ts";
import { priceIntegrity } from "./price-integrity.ts";
import type { Estimate, ExperimentReport, Metric, VariantReport } from "./report.ts";
import type { RevenueBasis } from "./revenue-basis.ts";
import { stratify } from "./strata/stratify.ts";
import type { UnverifiedExposures } from "./unverified-exposures.ts";
import { arrivals, type CappedAmounts, integrityOf, type VariantStatistics } from "./variant-statistics.ts";

/** What {@link analyzeExperiment} needs to know. */
export interface AnalyzeExperimentOptions {
  /** One entry an arm, at least two arms; where the weights changed, one for each arm and epoch. */
  readonly variants: readonly VariantStatistics[];
  /** Key of the control. */
  readonly control: string;
  /** ISO 4217 code of every amount. */
  readonly currency: string;
  /**
   * What the amounts are, which the report then says; they are not changed.
   *
   * @default "cash"
   */
  readonly revenue?: RevenueBasis;
  /**
   * The number to compare on.
   *
   * @default "margin-per-visitor" where cost is known, else "revenue-per-visitor" where revenue is, else "conversion"
   */
  readonly metric?: Metric;
  /**
   * Beta prior of conversion.
   *
   * @default { alpha: 1, beta: 1 }
   */
  readonly prior?: { readonly alpha: number; readonly beta: number };
  /**
   * Units, of both arms together, at which the anytime-valid interval is tightest.
   *
   * @default 5_000
   */
  readonly tuning?: number;
  /**
   * The same arms in each declared segment, for looking: no decision rests on segments.
   *
   * @default []
   */
  readonly segments?: readonly SegmentStatistics[];
  /**
   * Numbers that must not get much worse: an arm that makes one worse is stopped for harm.
   *
   * @default []
   */
  readonly guardrails?: readonly Guardrail[];
  /**
   * Exposures that count nowhere: a burst or a notable share of them is a reason to look.
   *
   * @default []
   */
  readonly unverified?: readonly UnverifiedExposures[];
  /** Changes to the default decision rule. */
  readonly thresholds?: Partial<DecisionThresholds>;
  /**
   * Whether decisions are for looking once a week, or at any moment.
   *
   * @default "weekly"
   */
  readonly guarantee?: DecisionGuarantee;
  /** The time the report speaks of; with `startedAt` it holds decisions to whole weeks. */
  readonly asOf?: Date;
  readonly startedAt?: Date;
  /**
   * Days until a unit has done what it will do: trial length and refund window. Units younger than that are to be counted
   * as `integrity.immature`, and a decision waits for two full weeks of older ones.
   *
   * @default 0
   */
  readonly maturityDays?: number;
  /**
   * Whether the experiment has ended, so that a decision need not wait for a whole week.
   *
   * @default false
   */
  readonly ended?: boolean;
}

const DAY = 86_400_000;

/**
 * Turns counts into a report: exact posteriors, money at stake, whether the data is fit to be read, and what to
 * do. Deterministic: the same input gives the same report everywhere.
 *
 * @throws PricewrightError `invalid-statistics` with every problem of the input.
 *
 * @example
 * const report = analyzeExperiment({
 *   control: "price-39",
 *   currency: "USD",
 *   variants: [
 *     { key: "price-39", visitors: 10_000, conversions: 500, plans: [{ id: "pro", amount: 39, count: 500 }] },
 *     { key: "price-59", visitors: 10_000, conversions: 420, plans: [{ id: "pro", amount: 59, count: 420 }] },
 *   ],
 * });
 * report.decision.action; // "ship"
 */
export function analyzeExperiment(options: AnalyzeExperimentOptions): ExperimentReport {
  const result = analyzeExperimentSafe(options);
  if (result.success) return result.report;
  const list = result.problems.map(({ message }) => message).join("; ");
  throw new PricewrightError("invalid-statistics", `The statistics cannot be analysed: ${list}.`, {
    problems: result.problems,
  });
}

/** A report, or everything that is wrong with the input. */
export type AnalyzeExperimentResult =
  | { readonly success: true; readonly report: ExperimentReport }
  | { readonly success: false; readonly problems: readonly Problem[] };

/** {@link analyzeExperiment} with all problems of the input as data instead of an error. */
export function analyzeExperimentSafe(options: AnalyzeExperimentOptions): AnalyzeExperimentResult {
  const problems = findStatisticsProblems(options);
  return problems.length > 0 ? { success: false, problems } : { success: true, report: makeReport(options) };
}

function makeReport(options: AnalyzeExperimentOptions): ExperimentReport {
  const { variants, currency, asOf, startedAt, ended = false, maturityDays = 0 } = options;
  const prior = options.prior ?? { alpha: 1, beta: 1 };
  const thresholds = { ...DEFAULT_THRESHOLDS, ...options.thresholds };
  const least = { visitors: thresholds.minimumVisitors, conversions: thresholds.minimumConversions };
  const stratification = stratify(variants, least);
  const { sampleRatio, health } = checkHealth({ variants, stratification, unverified: options.unverified ?? [] });
  const marginAllowed = armsWithoutCost(stratification).length === 0;
  const { metric, model, arms } = modelArms({ stratification, prior, metric: options.metric, marginAllowed });
  const control = arms.findIndex(({ statistics }) => statistics.key === options.control);
  const controlArm = arms[control] as ModelledArm;
  const guardrails = judgeGuardrails({
    guardrails: options.guardrails ?? [],
    strata: stratification.arms,
    margins: arms.map(({ margin }) => margin),
    control,
  });
  const elapsed = asOf && startedAt ? Math.floor((asOf.getTime() - startedAt.getTime()) / DAY) : null;
  return {
    currency,
    revenue: options.revenue ?? "cash",
    metric,
    model: { ...model, capped: cappedUnits(variants) },
    control: options.control,
    asOf: asOf?.toISOString() ?? null,
    startedAt: startedAt?.toISOString() ?? null,
    ended,
    variants: arms.map((arm) => ({
      ...describeArm(arm, variants),
      versusControl: arm === controlArm ? null : compareWithControl(arm, controlArm, options.tuning),
    })),
    segments: analyzeSegments({
      segments: options.segments ?? [],
      control: options.control,
      metric,
      least,
      prior,
      marginAllowed,
    }),
    sampleRatio,
    integrity: priceIntegrity(variants),
    health,
    guardrails,
    decision: decide({
      arms,
      control,
      controlRevenue: controlArm.revenue?.mean ?? null,
      health,
      harm: findHarm(guardrails),
      days: elapsed === null ? null : Math.max(0, elapsed - maturityDays),
      immature: variants.reduce((sum, variant) => sum + integrityOf(variant).immature, 0),
      ended,
      thresholds,
      guarantee: options.guarantee ?? "weekly",
      tuning: options.tuning,
    }),
  };
}

function describeArm(arm: ModelledArm, variants: readonly VariantStatistics[]): Omit<VariantReport, "versusControl"> {
  const { key, visitors, conversions } = arm.statistics;
  const entries = variants.filter((variant) => variant.key === key);
  return {
    key,
    visitors,
    conversions,
    arrivals: entries.reduce((sum, entry) => sum + arrivals(entry), 0),
    immature: entries.reduce((sum, entry) => sum + integrityOf(entry).immature, 0),
    observed: observe(arm.standardized),
    conversion: estimate(arm.conversion),
    revenuePerVisitor: arm.revenue && estimate(arm.revenue),
    marginPerVisitor: arm.margin && estimate(arm.margin),
    ...arm.standing,
  };
}

function observe({ visitors, conversions, plans, revenue }: VariantStatistics) {
  const sum = revenue?.sum ?? plans?.reduce((total, { amount, count }) => total + amount * count, 0);
  return {
    conversion: visitors > 0 ? conversions / visitors : null,
    revenuePerVisitor: visitors > 0 && sum !== undefined ? sum / visitors : null,
  };
}

function cappedUnits(variants: readonly VariantStatistics[]): CappedAmounts | null {
  const capped = variants.flatMap(({ revenue }) => revenue?.capped ?? []);
  const [first] = capped;
  return first ? { amount: first.amount, units: capped.reduce((sum, { units }) => sum + units, 0) } : null;
}

function estimate(posterior: Posterior): Estimate {
  return { mean: posterior.mean, interval: credibleInterval(posterior, REPORT_LEVEL), curve: densityCurve(posterior) };
}
