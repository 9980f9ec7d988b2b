import type { PlannedComparison, PlanRequest, PlanResponse } from "@pricewright/core/api";
import { catalogOf, variantPrices } from "@pricewright/core/evaluation";
import { countedAmount } from "@pricewright/core/recording";
import { planExperiment } from "@pricewright/core/statistics";
import type { ExperimentRow, Pricing } from "./pricing-cache.ts";

/**
 * Plans a test from its own arms and prices: every price that differs from the control's is compared with it, at a level
 * that holds for all of them together, and the test lasts as long as the longest comparison.
 *
 * @throws PricewrightError `invalid-plan` for a change that leaves conversion outside 0 to 1, or is none.
 */
export function planTest(
  experiment: ExperimentRow,
  pricing: Pick<Pricing, "catalogs">,
  { visitorsPerDay, conversion, minimumEffect, power, alpha = 0.05 }: PlanRequest,
): PlanResponse {
  const { currency } = catalogOf(pricing, experiment.catalogVersion);
  const weights = experiment.variants.reduce((sum, { weight }) => sum + weight, 0);
  const arrivals = (key: string) => {
    const weight = experiment.variants.find((variant) => variant.key === key)?.weight ?? 0;
    return (visitorsPerDay * experiment.coverage * weight) / weights;
  };
  const challengers = experiment.variants.filter(({ key }) => key !== experiment.control);
  const pairs = challengers.flatMap(({ key }) => pairsOf(experiment, pricing, key));
  const hasVisitors = (key: string) => arrivals(key) > 0 && arrivals(experiment.control) > 0;
  const planned = pairs.filter(({ variant }) => hasVisitors(variant));
  const comparisons = planned.map((pair): PlannedComparison => {
    const plan = planExperiment({
      baseline: conversion,
      prices: pair.prices,
      // The smaller of the two arms decides how long it takes.
      visitorsPerDay: 2 * Math.min(arrivals(pair.variant), arrivals(experiment.control)),
      ...(minimumEffect === undefined ? {} : { minimumEffect }),
      ...(power === undefined ? {} : { power }),
      alpha: alpha / planned.length,
    });
    return { ...pair, ...plan };
  });
  const days = Math.max(0, ...comparisons.map((comparison) => comparison.days));
  return {
    currency,
    days,
    visitors: Math.ceil(days * visitorsPerDay * experiment.coverage),
    costOfTesting: comparisons.reduce((sum, { costOfTesting }) => sum + costOfTesting, 0),
    comparisons,
    skipped: challengers
      .filter(({ key }) => comparisons.every(({ variant }) => variant !== key))
      .map(({ key }) => ({
        variant: key,
        because: pairs.some(({ variant }) => variant === key) ? "no-visitors" : "no-price-differs",
      })),
  };
}

/** An arm's prices that are not the control's, with the control's in the same place, in the catalog's currency. */
function pairsOf(experiment: ExperimentRow, pricing: Pick<Pricing, "catalogs">, variant: string) {
  const catalog = catalogOf(pricing, experiment.catalogVersion);
  const own = variantPrices(experiment, experiment.control, catalog);
  return variantPrices(experiment, variant, catalog).flatMap((price) => {
    const { plan, interval, currency } = price;
    const control = own.find(
      (other) => other.plan === plan && other.interval === interval && other.currency === currency,
    );
    if (!control || currency !== catalog.currency) return [];
    const [before, after] = [control, price].map((each) => countedAmount(experiment.settings, each)) as [
      number,
      number,
    ];
    return before === after ? [] : [{ variant, plan, interval, prices: [before, after] as const }];
  });
}
