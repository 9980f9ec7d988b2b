import type { UnitSums } from "./anytime-valid/confidence-sequence.ts";
import type { Metric } from "./report.ts";
import type { StratifiedArm } from "./strata/stratify.ts";
import type { PlanCount, VariantStatistics } from "./variant-statistics.ts";

/**
 * Sums of a metric over an arm's units, or null where they are not known. Over several periods they are those of a
 * sample with the stratified mean and its variance.
 */
export function unitSums({ strata, total }: StratifiedArm, metric: Metric): UnitSums | null {
  if (strata.length < 2) return sumsOf(total, metric);
  const parts = strata.map(({ share, statistics }) => ({ share, sums: sumsOf(statistics, metric) }));
  let mean = 0;
  let variance = 0;
  for (const { share, sums } of parts) {
    if (!sums || sums.count < 2) return null;
    const { count, sum, sumOfSquares } = sums;
    mean += (share * sum) / count;
    variance += (share * share * Math.max(0, sumOfSquares - (sum * sum) / count)) / (count - 1) / count;
  }
  const count = total.visitors;
  return { count, sum: mean * count, sumOfSquares: variance * count * (count - 1) + mean * mean * count };
}

function sumsOf(variant: VariantStatistics, metric: Metric): UnitSums | null {
  const { visitors: count, conversions, plans, revenue, cost } = variant;
  if (metric === "conversion") return { count, sum: conversions, sumOfSquares: conversions };
  const isMargin = metric === "margin-per-visitor";
  if (isMargin && revenue && cost)
    return {
      count,
      sum: revenue.sum - cost.sum,
      sumOfSquares: revenue.sumOfSquares - 2 * cost.sumOfProductsWithRevenue + cost.sumOfSquares,
    };
  if (plans)
    return { count, ...sumsOfPlans(plans, ({ amount, unitCost = 0 }) => (isMargin ? amount - unitCost : amount)) };
  return revenue && !isMargin ? { count, sum: revenue.sum, sumOfSquares: revenue.sumOfSquares } : null;
}

function sumsOfPlans(plans: readonly PlanCount[], amountOf: (plan: PlanCount) => number) {
  return plans.reduce(
    ({ sum, sumOfSquares }, plan) => {
      const amount = amountOf(plan);
      return { sum: sum + plan.count * amount, sumOfSquares: sumOfSquares + plan.count * amount * amount };
    },
    { sum: 0, sumOfSquares: 0 },
  );
}
