import { PricewrightError } from "../errors/pricewright-error.ts";
import { compareAll } from "./compare-all.ts";
import { differenceInterval, probabilityGreater, relativeLiftInterval } from "./compare-pair.ts";
import { DEFAULT_THRESHOLDS, type DecisionThresholds, decide } from "./decide.ts";
import { densityCurve } from "./density-curve.ts";
import { findStatisticsProblems } from "./find-statistics-problems.ts";
import { checkHealth } from "./health.ts";
import { credibleInterval } from "./interval.ts";
import { betaPosterior } from "./posteriors/beta-posterior.ts";
import type { Posterior } from "./posteriors/posterior.ts";
import { scaledPosterior } from "./posteriors/scaled-posterior.ts";
import type { ControlComparison, Estimate, ExperimentReport, Metric } from "./report.ts";
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
   * @default "revenue-per-visitor" where revenue is known, else "conversion"
   */
  readonly metric?: Metric;
  /**
   * Beta prior of conversion.
   *
   * @default { alpha: 1, beta: 1 }
   */
  readonly prior?: { readonly alpha: number; readonly beta: number };
  /** Changes to the default decision rule. */
  readonly thresholds?: Partial<DecisionThresholds>;
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

const LEVEL = 0.95;
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
  const problems = findStatisticsProblems(options);
  if (problems.length > 0) {
    const list = problems.map(({ message }) => message).join("; ");
    throw new PricewrightError("invalid-statistics", `The statistics cannot be analysed: ${list}.`, { problems });
  }
  const { variants, currency, asOf, startedAt } = options;
  const { alpha, beta } = options.prior ?? { alpha: 1, beta: 1 };
  const conversion = variants.map(({ visitors, conversions }) =>
    betaPosterior(alpha + conversions, beta + visitors - conversions),
  );
  const prices = variants.map(singlePrice);
  const revenue = prices.every((price) => price !== null)
    ? conversion.map((posterior, index) => scaledPosterior(posterior, prices[index] as number))
    : null;
  const metric: Metric = revenue && options.metric !== "conversion" ? "revenue-per-visitor" : "conversion";
  const primary = metric === "conversion" ? conversion : (revenue as Posterior[]);
  const standings = compareAll(primary);
  const control = variants.findIndex(({ key }) => key === options.control);
  const { sampleRatio, health } = checkHealth(variants);
  return {
    currency,
    metric,
    model: revenue
      ? { name: "single-price", because: "one-price-per-arm" }
      : { name: "conversion", because: whyNoRevenue(variants) },
    control: options.control,
    asOf: asOf?.toISOString() ?? null,
    startedAt: startedAt?.toISOString() ?? null,
    variants: variants.map((variant, index) => ({
      key: variant.key,
      visitors: variant.visitors,
      conversions: variant.conversions,
      arrivals: arrivals(variant),
      observed: observe(variant, prices[index] ?? null),
      conversion: estimate(conversion[index] as Posterior),
      revenuePerVisitor: revenue ? estimate(revenue[index] as Posterior) : null,
      ...(standings[index] as (typeof standings)[number]),
      versusControl:
        index === control ? null : againstControl(primary[index] as Posterior, primary[control] as Posterior),
    })),
    sampleRatio,
    health,
    decision: decide({
      arms: variants.map((statistics, index) => ({
        statistics,
        posterior: primary[index] as Posterior,
        standing: standings[index] as (typeof standings)[number],
      })),
      control,
      health,
      days: asOf && startedAt ? Math.floor((asOf.getTime() - startedAt.getTime()) / DAY) : null,
      ended: options.ended ?? false,
      thresholds: { ...DEFAULT_THRESHOLDS, ...options.thresholds },
    }),
  };
}

/** The one price of an arm, or null where its buyers paid different amounts or the amount is not known. */
function singlePrice({ plans }: VariantStatistics): number | null {
  const amounts = new Set(plans?.map(({ amount }) => amount));
  const [amount] = amounts;
  return amounts.size === 1 && (amount as number) > 0 ? (amount as number) : null;
}

function whyNoRevenue(variants: readonly VariantStatistics[]): string {
  return variants.some(({ plans }) => !plans?.length) ? "amounts-unknown" : "amounts-vary";
}

function observe({ visitors, conversions }: VariantStatistics, price: number | null) {
  const conversion = visitors > 0 ? conversions / visitors : null;
  return { conversion, revenuePerVisitor: conversion === null || price === null ? null : conversion * price };
}

function estimate(posterior: Posterior): Estimate {
  return { mean: posterior.mean, interval: credibleInterval(posterior, LEVEL), curve: densityCurve(posterior) };
}

function againstControl(challenger: Posterior, control: Posterior): ControlComparison {
  return {
    probabilityBeatsControl: probabilityGreater(challenger, control),
    difference: challenger.mean - control.mean,
    differenceInterval: differenceInterval(challenger, control, LEVEL),
    relativeLift: challenger.mean / control.mean - 1,
    relativeLiftInterval: relativeLiftInterval(challenger, control, LEVEL),
  };
}
