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
  /** Set where amounts above a cap were cut to it. */
  readonly capped?: CappedAmounts;
}

/** How many amounts were cut, and to what. */
export interface CappedAmounts {
  /** Units whose amount was above the cap. */
  readonly units: number;
  /** The cap, in major units of the report's currency; the same in every arm. */
  readonly amount: number;
}

/** Sums of what units cost, over all units, with those that did not buy. */
export interface CostSums extends Omit<AmountSums, "capped"> {
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
  /**
   * Units so new that they may still buy or give back. Left out of `visitors`.
   *
   * @default 0
   */
  readonly immature?: number;
  /**
   * Units that paid in a currency without a rate, so that their revenue is in no sum.
   *
   * @default 0
   */
  readonly unconverted?: number;
  /**
   * Of units that saw one variant: those whose shown, quoted, charged and attributed price was compared with the
   * variant's, equal or different. What is in neither is unknown.
   *
   * @default 0
   */
  readonly shownEqual?: number;
  readonly shownDifferent?: number;
  readonly quotedEqual?: number;
  readonly quotedDifferent?: number;
  /** Of those units, the ones that bought: the denominator of charged and attributed. */
  readonly buyers?: number;
  readonly chargedEqual?: number;
  readonly chargedDifferent?: number;
  readonly attributedEqual?: number;
  readonly attributedDifferent?: number;
  /**
   * Units that bought on a verified quote before any exposure. They are outside the analysis, and no arrivals.
   *
   * @default 0
   */
  readonly soldUnseen?: number;
}

/** What happened to units besides buying: money given back in full, or an outcome by name. */
export interface HarmCounts {
  /** Buyers who got everything back. */
  readonly refunded: number;
  /** Units by what else happened to them, such as `churn`; `buyers` are those of them that bought. */
  readonly outcomes: Readonly<Record<string, { readonly units: number; readonly buyers: number }>>;
}

/** Everything about one arm that an analysis needs; shards and days add up. */
export interface VariantStatistics {
  readonly key: string;
  /**
   * Planned share, relative to the other arms of the epoch.
   *
   * @default 1
   */
  readonly weight?: number;
  /**
   * Time between two changes of the weights. An arm has one entry for each epoch; arms are compared within epochs.
   *
   * @default 1
   */
  readonly weightEpoch?: number;
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
  /** What guardrails are judged by. */
  readonly harm?: HarmCounts;
  readonly integrity?: IntegrityCounts;
}

const NO_INTEGRITY: Required<IntegrityCounts> = {
  checked: 0,
  priceMismatches: 0,
  multipleExposure: 0,
  slotDrift: 0,
  immature: 0,
  unconverted: 0,
  shownEqual: 0,
  shownDifferent: 0,
  quotedEqual: 0,
  quotedDifferent: 0,
  buyers: 0,
  chargedEqual: 0,
  chargedDifferent: 0,
  attributedEqual: 0,
  attributedDifferent: 0,
  soldUnseen: 0,
};

/** The arm's integrity counts, all 0 where none were given. */
export function integrityOf({ integrity }: VariantStatistics): Required<IntegrityCounts> {
  return { ...NO_INTEGRITY, ...integrity };
}

/** Units that arrived in the arm, in the analysis or not. This is what a sample ratio is about. */
export function arrivals(variant: VariantStatistics): number {
  const { priceMismatches, multipleExposure, immature } = integrityOf(variant);
  return variant.visitors + priceMismatches + multipleExposure + immature;
}

/**
 * Adds two shards of one arm in one epoch. Associative and commutative, so days and replicas may be added in any order;
 * plans are matched by id, amount and unit cost.
 */
export function mergeStatistics(a: VariantStatistics, b: VariantStatistics): VariantStatistics {
  const [left, right] = [integrityOf(a), integrityOf(b)];
  const weight = a.weight ?? b.weight;
  const weightEpoch = a.weightEpoch ?? b.weightEpoch;
  const plans = mergePlans([...(a.plans ?? []), ...(b.plans ?? [])]);
  return {
    key: a.key,
    ...(weight === undefined ? {} : { weight }),
    ...(weightEpoch === undefined ? {} : { weightEpoch }),
    visitors: a.visitors + b.visitors,
    conversions: a.conversions + b.conversions,
    ...(a.plans || b.plans ? { plans } : {}),
    ...(a.revenue || b.revenue ? { revenue: addRevenue(a.revenue, b.revenue) } : {}),
    ...(a.cost || b.cost ? { cost: addCosts(a.cost, b.cost) } : {}),
    ...(a.harm || b.harm ? { harm: addHarm(a.harm, b.harm) } : {}),
    integrity: addIntegrity(left, right),
  };
}

const NO_HARM: HarmCounts = { refunded: 0, outcomes: {} };

function addHarm(a: HarmCounts = NO_HARM, b: HarmCounts = NO_HARM): HarmCounts {
  const names = [...new Set([...Object.keys(a.outcomes), ...Object.keys(b.outcomes)])].sort();
  const count = (name: string, of: "units" | "buyers") => (a.outcomes[name]?.[of] ?? 0) + (b.outcomes[name]?.[of] ?? 0);
  return {
    refunded: a.refunded + b.refunded,
    outcomes: Object.fromEntries(
      names.map((name) => [name, { units: count(name, "units"), buyers: count(name, "buyers") }]),
    ),
  };
}

function addIntegrity(a: Required<IntegrityCounts>, b: Required<IntegrityCounts>): Required<IntegrityCounts> {
  const names = Object.keys(NO_INTEGRITY) as (keyof IntegrityCounts)[];
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as unknown as Required<IntegrityCounts>;
}

const NO_AMOUNTS = { sum: 0, sumOfSquares: 0, sumOfProductsWithRevenue: 0 };

function addRevenue(a: AmountSums = NO_AMOUNTS, b: AmountSums = NO_AMOUNTS): AmountSums {
  const cap = a.capped ?? b.capped;
  const units = (a.capped?.units ?? 0) + (b.capped?.units ?? 0);
  return {
    sum: a.sum + b.sum,
    sumOfSquares: a.sumOfSquares + b.sumOfSquares,
    ...(cap ? { capped: { units, amount: cap.amount } } : {}),
  };
}

function addCosts(a: CostSums = NO_AMOUNTS, b: CostSums = NO_AMOUNTS): CostSums {
  return {
    sum: a.sum + b.sum,
    sumOfSquares: a.sumOfSquares + b.sumOfSquares,
    sumOfProductsWithRevenue: a.sumOfProductsWithRevenue + b.sumOfProductsWithRevenue,
  };
}

function mergePlans(plans: readonly PlanCount[]): PlanCount[] {
  const merged = new Map<string, PlanCount>();
  for (const plan of plans) {
    const key = JSON.stringify([plan.id, plan.amount, plan.unitCost]);
    merged.set(key, { ...plan, count: plan.count + (merged.get(key)?.count ?? 0) });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, plan]) => plan);
}
