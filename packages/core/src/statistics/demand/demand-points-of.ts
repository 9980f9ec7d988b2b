import { mergeStatistics, type VariantStatistics } from "../variant-statistics.ts";
import type { DemandPoint } from "./demand-point.ts";

/** What {@link demandPointsOf} found. */
export interface ExperimentDemand {
  /** An entry an arm, in the order of the arms. */
  readonly points: readonly DemandPoint[];
  /** What one sale costs, where every arm reports the same. */
  readonly unitCost?: number;
}

/**
 * Why no demand curve follows from an experiment: an arm sells several plans or at amounts that vary, the arms sell
 * different plans, or fewer than two different prices were tested.
 */
export type DemandGap = "several-prices-in-an-arm" | "different-plans" | "too-few-prices";

/**
 * The demand points of an experiment whose arms sell one and the same plan, each at one price; weight epochs are added
 * up. Null where {@link findDemandGap} says why not.
 *
 * @example
 * const demand = demandPointsOf(variants);
 * const fit = demand && fitDemand(demand.points, demand);
 */
export function demandPointsOf(variants: readonly VariantStatistics[]): ExperimentDemand | null {
  if (findDemandGap(variants)) return null;
  const sold = salesOf(variants).flatMap((sale) => sale ?? []);
  const unitCost = sold[0]?.plan.unitCost;
  const points = sold.map(({ point }) => point);
  return unitCost !== undefined && sold.every(({ plan }) => plan.unitCost === unitCost)
    ? { points, unitCost }
    : { points };
}

/** Why no curve follows from an experiment, or null where one does. */
export function findDemandGap(variants: readonly VariantStatistics[]): DemandGap | null {
  const sales = salesOf(variants);
  const sold = sales.flatMap((sale) => sale ?? []);
  if (sold.length < sales.length) return "several-prices-in-an-arm";
  if (new Set(sold.map(({ plan }) => plan.id)).size > 1) return "different-plans";
  return new Set(sold.map(({ plan }) => plan.amount)).size < 2 ? "too-few-prices" : null;
}

/** What each arm sells and how often; null for an arm without one price. */
function salesOf(variants: readonly VariantStatistics[]) {
  const keys = [...new Set(variants.map(({ key }) => key))];
  const arms = keys.map((key) => variants.filter((variant) => variant.key === key).reduce(mergeStatistics));
  return arms.map(({ plans, conversions, visitors }) => {
    const [plan, ...others] = plans ?? [];
    return plan && others.length === 0 && plan.amount > 0 && plan.count === conversions
      ? { plan, point: { price: plan.amount, visitors, conversions } }
      : null;
  });
}
