import type { UnitSums } from "./anytime-valid/confidence-sequence.ts";
import type { Metric } from "./report.ts";
import type { PlanCount, VariantStatistics } from "./variant-statistics.ts";

/** Sums of a metric over an arm's units, or null where they are not known. */
export function unitSums(variant: VariantStatistics, metric: Metric): UnitSums | null {
  const { visitors: count, conversions, plans, revenue, cost } = variant;
  if (metric === "conversion") return { count, sum: conversions, sumOfSquares: conversions };
  const isMargin = metric === "margin-per-visitor";
  if (plans)
    return { count, ...sumsOfPlans(plans, ({ amount, unitCost = 0 }) => (isMargin ? amount - unitCost : amount)) };
  if (!revenue) return null;
  if (!isMargin) return { count, sum: revenue.sum, sumOfSquares: revenue.sumOfSquares };
  if (!cost) return null;
  return {
    count,
    sum: revenue.sum - cost.sum,
    sumOfSquares: revenue.sumOfSquares - 2 * cost.sumOfProductsWithRevenue + cost.sumOfSquares,
  };
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
