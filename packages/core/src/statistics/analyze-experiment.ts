import { PricewrightError, type Problem } from "../errors/pricewright-error.ts";
import { compareAll, type Standing } from "./compare-all.ts";
import { compareWithControl } from "./compare-with-control.ts";
import { DEFAULT_THRESHOLDS, type DecisionGuarantee, type DecisionThresholds, decide } from "./decide.ts";
import { densityCurve } from "./density-curve.ts";
import { findStatisticsProblems } from "./find-statistics-problems.ts";
import { checkHealth } from "./health.ts";
import { credibleInterval, REPORT_LEVEL } from "./interval.ts";
import { type MoneyModel, modelMoney } from "./money-model.ts";
import { betaPosterior } from "./posteriors/beta-posterior.ts";
import type { Posterior } from "./posteriors/posterior.ts";
import type { Estimate, ExperimentReport, Metric } from "./report.ts";
import { unitSums } from "./unit-sums.ts";
import { arrivals, type VariantStatistics } from "./variant-statistics.ts";

/** What {@link analyzeExperiment} needs to know. */
export interface AnalyzeExperimentOptions {
  /** One entry an arm, each key once, at least two. */
  readonly variants: readonly VariantStatistics[];
  /** Key of the control. */
  readonly control: string;
  /** ISO 4217 code of every amount. */
  readonly currency: string;
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
  const { variants, currency, asOf, startedAt } = options;
  const prior = options.prior ?? { alpha: 1, beta: 1 };
  const conversion = variants.map(({ visitors, conversions }) =>
    betaPosterior(prior.alpha + conversions, prior.beta + visitors - conversions),
  );
  const money = modelMoney(variants, conversion, prior);
  const metric = chooseMetric(options.metric, money);
  const primary =
    { conversion, "revenue-per-visitor": money.revenue, "margin-per-visitor": money.margin }[metric] ?? conversion;
  const standings = compareAll(primary);
  const control = variants.findIndex(({ key }) => key === options.control);
  const { sampleRatio, health } = checkHealth(variants);
  const arms = variants.map((statistics, index) => ({
    statistics,
    conversion: conversion[index] as Posterior,
    posterior: primary[index] as Posterior,
    standing: standings[index] as Standing,
    sums: unitSums(statistics, metric),
  }));
  const controlArm = arms[control] as (typeof arms)[number];
  return {
    currency,
    metric,
    model: { name: money.name, because: money.because },
    control: options.control,
    asOf: asOf?.toISOString() ?? null,
    startedAt: startedAt?.toISOString() ?? null,
    variants: arms.map((arm, index) => ({
      key: arm.statistics.key,
      visitors: arm.statistics.visitors,
      conversions: arm.statistics.conversions,
      arrivals: arrivals(arm.statistics),
      observed: observe(arm.statistics),
      conversion: estimate(arm.conversion),
      revenuePerVisitor: money.revenue ? estimate(money.revenue[index] as Posterior) : null,
      marginPerVisitor: money.margin ? estimate(money.margin[index] as Posterior) : null,
      ...arm.standing,
      versusControl: index === control ? null : compareWithControl(arm, controlArm, options.tuning),
    })),
    sampleRatio,
    health,
    decision: decide({
      arms,
      control,
      controlRevenue: money.revenue?.[control]?.mean ?? null,
      health,
      days: asOf && startedAt ? Math.floor((asOf.getTime() - startedAt.getTime()) / DAY) : null,
      ended: options.ended ?? false,
      thresholds: { ...DEFAULT_THRESHOLDS, ...options.thresholds },
      guarantee: options.guarantee ?? "weekly",
      tuning: options.tuning,
    }),
  };
}

/** Margin where cost is known, else revenue, else conversion; or what was asked for, where it is known. */
function chooseMetric(wanted: Metric | undefined, { revenue, margin }: MoneyModel): Metric {
  if (wanted === "conversion") return wanted;
  if (wanted !== "revenue-per-visitor" && margin) return "margin-per-visitor";
  return revenue ? "revenue-per-visitor" : "conversion";
}

function observe(variant: VariantStatistics) {
  const { visitors, conversions } = variant;
  const revenue = unitSums(variant, "revenue-per-visitor");
  return {
    conversion: visitors > 0 ? conversions / visitors : null,
    revenuePerVisitor: visitors > 0 && revenue ? revenue.sum / visitors : null,
  };
}

function estimate(posterior: Posterior): Estimate {
  return { mean: posterior.mean, interval: credibleInterval(posterior, REPORT_LEVEL), curve: densityCurve(posterior) };
}
