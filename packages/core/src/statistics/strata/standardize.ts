import { mergeStatistics, type VariantStatistics } from "../variant-statistics.ts";
import type { StratifiedArm } from "./stratify.ts";

/**
 * The arm's totals as they would be if its units were spread over the periods as all units are, so that observed ratios
 * of arms compare like with like. Counts are no longer whole. With one period it is the arm itself.
 */
export function standardize({ strata, total }: StratifiedArm): VariantStatistics {
  if (strata.length < 2) return total;
  return strata
    .map(({ share, statistics }) => scale(statistics, (share * total.visitors) / statistics.visitors))
    .reduce(mergeStatistics);
}

function scale({ plans, ...arm }: VariantStatistics, factor: number): VariantStatistics {
  return {
    ...arm,
    visitors: arm.visitors * factor,
    conversions: arm.conversions * factor,
    ...(plans ? { plans: plans.map((plan) => ({ ...plan, count: plan.count * factor })) } : {}),
    ...(arm.revenue
      ? { revenue: { sum: arm.revenue.sum * factor, sumOfSquares: arm.revenue.sumOfSquares * factor } }
      : {}),
  };
}
