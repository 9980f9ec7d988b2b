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
 * The demand points of an experiment whose arms sell one and the same plan, each at one price; weight epochs are added
 * up. Null where an arm sells several plans, where amounts vary or are unknown, and where fewer than two different prices
 * were tested, since no curve follows from those.
 *
 * @example
 * const demand = demandPointsOf(variants);
 * const fit = demand && fitDemand(demand.points, demand);
 */
export function demandPointsOf(variants: readonly VariantStatistics[]): ExperimentDemand | null {
  const keys = [...new Set(variants.map(({ key }) => key))];
  const arms = keys.map((key) => variants.filter((variant) => variant.key === key).reduce(mergeStatistics));
  const sales = arms.map(({ plans, conversions, visitors }) => {
    const [plan, ...others] = plans ?? [];
    return plan && others.length === 0 && plan.amount > 0 && plan.count === conversions
      ? { plan, point: { price: plan.amount, visitors, conversions } }
      : null;
  });
  const sold = sales.flatMap((sale) => sale ?? []);
  const ids = new Set(sold.map(({ plan }) => plan.id));
  const prices = new Set(sold.map(({ plan }) => plan.amount));
  if (sold.length < arms.length || ids.size > 1 || prices.size < 2) return null;
  const unitCost = sold[0]?.plan.unitCost;
  const points = sold.map(({ point }) => point);
  return unitCost !== undefined && sold.every(({ plan }) => plan.unitCost === unitCost)
    ? { points, unitCost }
    : { points };
}
