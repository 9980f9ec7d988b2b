/** A known thing that some of an arm's buyers bought. */
export interface PlanCount {
  /** Plan id. */
  readonly id: string;
  /** What one sale brings, in major units of the report's currency. May be negative. */
  readonly amount: number;
  /** What one sale costs, likewise; with it in every plan of every arm the report speaks of margin. */
  readonly unitCost?: number;
  /** Distinct units that bought it. */
  readonly count: number;
}

/** Sums over units of an amount each, in major units of the report's currency. */
export interface AmountSums {
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** Sums of what units cost, over all units, with those that did not buy. */
export interface CostSums extends AmountSums {
  /** Sum over units of cost times revenue, from which the variance of margin follows. */
  readonly sumOfProductsWithRevenue: number;
}

/** Counts of units on which the data's fitness is judged. */
export interface IntegrityCounts {
  /** Units whose shown, quoted or charged price could be compared with their arm's. */
  readonly checked: number;
  /** Of those, units where a price differed. Left out of `visitors`. */
  readonly priceMismatches: number;
  /** Units seen in more than one arm. Left out of `visitors`. */
  readonly multipleExposure: number;
  /** Units whose slot, computed again from the id, belongs to another arm. */
  readonly slotDrift: number;
}

/** Everything about one arm that an analysis needs; shards and days add up. */
export interface VariantStatistics {
  readonly key: string;
  /**
   * Planned share, relative to the other arms.
   *
   * @default 1
   */
  readonly weight?: number;
  /** Distinct units in the analysis. */
  readonly visitors: number;
  /** Distinct units that bought; at most `visitors`. */
  readonly conversions: number;
  /** What was bought, when every conversion buys one known thing. */
  readonly plans?: readonly PlanCount[];
  /** Net revenue of converting units, summed per unit first, where amounts vary. */
  readonly revenue?: AmountSums;
  /** Cost of all units. */
  readonly cost?: CostSums;
  readonly integrity?: IntegrityCounts;
}

const NO_INTEGRITY: IntegrityCounts = { checked: 0, priceMismatches: 0, multipleExposure: 0, slotDrift: 0 };

/** The arm's integrity counts, all 0 where none were given. */
export function integrityOf({ integrity }: VariantStatistics): IntegrityCounts {
  return integrity ?? NO_INTEGRITY;
}

/** Units that arrived in the arm, in the analysis or not. This is what a sample ratio is about. */
export function arrivals(variant: VariantStatistics): number {
  const { priceMismatches, multipleExposure } = integrityOf(variant);
  return variant.visitors + priceMismatches + multipleExposure;
}

/**
 * Adds two shards of one arm. Associative and commutative, so days and replicas may be added in any order; plans
 * are matched by id, amount and unit cost.
 */
export function mergeStatistics(a: VariantStatistics, b: VariantStatistics): VariantStatistics {
  const left = integrityOf(a);
  const right = integrityOf(b);
  const weight = a.weight ?? b.weight;
  const plans = mergePlans([...(a.plans ?? []), ...(b.plans ?? [])]);
  return {
    key: a.key,
    ...(weight === undefined ? {} : { weight }),
    visitors: a.visitors + b.visitors,
    conversions: a.conversions + b.conversions,
    ...(a.plans || b.plans ? { plans } : {}),
    ...(a.revenue || b.revenue ? { revenue: addSums(a.revenue, b.revenue) } : {}),
    ...(a.cost || b.cost ? { cost: addCosts(a.cost, b.cost) } : {}),
    integrity: {
      checked: left.checked + right.checked,
      priceMismatches: left.priceMismatches + right.priceMismatches,
      multipleExposure: left.multipleExposure + right.multipleExposure,
      slotDrift: left.slotDrift + right.slotDrift,
    },
  };
}

function addSums(a: AmountSums = NO_AMOUNTS, b: AmountSums = NO_AMOUNTS): AmountSums {
  return { sum: a.sum + b.sum, sumOfSquares: a.sumOfSquares + b.sumOfSquares };
}

function addCosts(a: CostSums = NO_AMOUNTS, b: CostSums = NO_AMOUNTS): CostSums {
  return { ...addSums(a, b), sumOfProductsWithRevenue: a.sumOfProductsWithRevenue + b.sumOfProductsWithRevenue };
}

const NO_AMOUNTS: CostSums = { sum: 0, sumOfSquares: 0, sumOfProductsWithRevenue: 0 };

function mergePlans(plans: readonly PlanCount[]): PlanCount[] {
  const merged = new Map<string, PlanCount>();
  for (const plan of plans) {
    const key = JSON.stringify([plan.id, plan.amount, plan.unitCost]);
    merged.set(key, { ...plan, count: plan.count + (merged.get(key)?.count ?? 0) });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, plan]) => plan);
}
