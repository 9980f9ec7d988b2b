import type { UnitSums } from "./anytime-valid/confidence-sequence.ts";
import { compareAll, type Standing } from "./compare-all.ts";
import { type ConversionPrior, type MoneyCell, type MoneyModel, modelMoney } from "./money-model.ts";
import { betaPosterior } from "./posteriors/beta-posterior.ts";
import { LEAST_PRIOR } from "./posteriors/least-prior.ts";
import type { Posterior } from "./posteriors/posterior.ts";
import { sumPosterior } from "./posteriors/sum-posterior.ts";
import type { Metric } from "./report.ts";
import { standardize } from "./strata/standardize.ts";
import type { Stratification } from "./strata/stratify.ts";
import { unitSums } from "./unit-sums.ts";
import type { VariantStatistics } from "./variant-statistics.ts";

/** One arm with everything that is known of it. */
export interface ModelledArm {
  /** Counts of the units that are compared. */
  readonly statistics: VariantStatistics;
  /** The same, spread over periods as all units are; ratios of arms are read from these. */
  readonly standardized: VariantStatistics;
  readonly conversion: Posterior;
  readonly revenue: Posterior | null;
  readonly margin: Posterior | null;
  /** On the primary metric. */
  readonly posterior: Posterior;
  readonly standing: Standing;
  readonly sums: UnitSums | null;
}

/** The arms of an experiment, on the number that they are compared on. */
export interface ModelledArms {
  readonly metric: Metric;
  readonly model: Pick<MoneyModel, "name" | "because">;
  readonly arms: readonly ModelledArm[];
}

/** What {@link modelArms} works from. */
export interface ModelArmsInput {
  readonly stratification: Stratification;
  readonly prior: ConversionPrior;
  /** What was asked for. */
  readonly metric: Metric | undefined;
  /** Whether costs are known of all arms alike. */
  readonly marginAllowed: boolean;
}

/**
 * Posteriors and standings of all arms. An arm's number is the sum over its periods of share times the period's number,
 * and the prior's weight is shared out likewise.
 */
export function modelArms({ stratification, prior, metric: wanted, marginAllowed }: ModelArmsInput): ModelledArms {
  const cells = stratification.arms.flatMap(({ strata }, arm) =>
    strata.map(({ share, statistics }) => ({ arm, share, ...toCell(statistics, share, prior) })),
  );
  const money = modelMoney(cells);
  const together = (posteriors: readonly Posterior[] | null): Posterior[] | null =>
    posteriors &&
    stratification.arms.map((_, arm) =>
      sumPosterior(
        cells.flatMap((cell, index) =>
          cell.arm === arm ? [{ posterior: posteriors[index] as Posterior, weight: cell.share }] : [],
        ),
      ),
    );
  const conversion = together(cells.map((cell) => cell.conversion)) as Posterior[];
  const revenue = together(money.revenue);
  const margin = marginAllowed ? together(money.margin) : null;
  const metric = chooseMetric(wanted, revenue !== null, margin !== null);
  const primary = { conversion, "revenue-per-visitor": revenue, "margin-per-visitor": margin }[metric] ?? conversion;
  const standings = compareAll(primary);
  return {
    metric,
    model: { name: money.name, because: money.because },
    arms: stratification.arms.map((stratified, arm) => ({
      statistics: stratified.total,
      standardized: standardize(stratified),
      conversion: conversion[arm] as Posterior,
      revenue: revenue?.[arm] ?? null,
      margin: margin?.[arm] ?? null,
      posterior: primary[arm] as Posterior,
      standing: standings[arm] as Standing,
      sums: unitSums(stratified, metric),
    })),
  };
}

function toCell(statistics: VariantStatistics, share: number, prior: ConversionPrior): MoneyCell {
  const { visitors, conversions } = statistics;
  const part = (parameter: number) => (share === 1 ? parameter : Math.max(LEAST_PRIOR, parameter * share));
  const own = { alpha: part(prior.alpha), beta: part(prior.beta) };
  return {
    statistics,
    prior: own,
    conversion: betaPosterior(own.alpha + conversions, own.beta + visitors - conversions),
  };
}

/** Margin where cost is known, else revenue, else conversion; or what was asked for, where it is known. */
function chooseMetric(wanted: Metric | undefined, revenue: boolean, margin: boolean): Metric {
  if (wanted === "conversion") return wanted;
  if (wanted !== "revenue-per-visitor" && margin) return "margin-per-visitor";
  return revenue ? "revenue-per-visitor" : "conversion";
}
