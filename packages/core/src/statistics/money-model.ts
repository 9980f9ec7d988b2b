import { hurdlePosterior } from "./posteriors/hurdle-posterior.ts";
import { planMixPosteriors } from "./posteriors/plan-mix-posteriors.ts";
import type { Posterior } from "./posteriors/posterior.ts";
import { scaledPosterior } from "./posteriors/scaled-posterior.ts";
import { type StudentParameters, studentPosterior } from "./posteriors/student-posterior.ts";
import type { AmountSums, PlanCount, VariantStatistics } from "./variant-statistics.ts";

/** How money per visitor is modelled. */
export type MoneyModelName = "conversion" | "single-price" | "plan-mix" | "hurdle";

/** Why a model was chosen. */
export type MoneyModelReason =
  | "one-price-per-arm"
  | "several-plans"
  | "amounts-vary"
  | "amounts-unknown"
  | "no-amounts"
  | "too-few-amounts";

/** Posteriors of money per visitor, an arm each, in the arms' order. */
export interface MoneyModel {
  readonly name: MoneyModelName;
  readonly because: MoneyModelReason;
  /** Null where revenue cannot be known. */
  readonly revenue: readonly Posterior[] | null;
  /** Null where cost is not known for all arms alike. */
  readonly margin: readonly Posterior[] | null;
}

/** Prior of conversion. */
export interface ConversionPrior {
  readonly alpha: number;
  readonly beta: number;
}

const FLAT: ConversionPrior = { alpha: 1, beta: 1 };
/** Buyers an arm needs for a mean and a variance of its own. */
const ENOUGH_BUYERS = 5;
/** Relative to an amount. */
const ROUNDING = 1e-12;
/** Degrees of freedom below which even the pooled amounts say too little. */
const LEAST_FREEDOM = 4;

/** Units that are modelled together: an arm, or an arm in one period. */
export interface MoneyCell {
  readonly statistics: VariantStatistics;
  readonly conversion: Posterior;
  readonly prior: ConversionPrior;
}

/** Chooses the model that the data of all cells allows: one price an arm, several plans, or amounts that vary. */
export function modelMoney(cells: readonly MoneyCell[]): MoneyModel {
  const plans = cells.map(({ statistics }) => statistics.plans ?? []);
  if (plans.every((list) => list.length > 0)) return fromPlans(cells, plans);
  const revenue = cells.flatMap(({ statistics }) => statistics.revenue ?? []);
  if (revenue.length === cells.length) return fromAmounts(cells, revenue);
  return conversionOnly("amounts-unknown");
}

function fromPlans(cells: readonly MoneyCell[], plans: readonly (readonly PlanCount[])[]): MoneyModel {
  const amounts = plans.map((list) => list.map(({ amount }) => amount));
  if (amounts.some((list) => list.every((amount) => amount === 0))) return conversionOnly("no-amounts");
  const arms = (amountOf: (plan: PlanCount) => number) => alignPlans(cells, plans, amountOf);
  const margin = marginOfPlans(cells, plans) ?? marginOfUnits(cells);
  const single = scaled(cells, amounts);
  if (single) return { name: "single-price", because: "one-price-per-arm", revenue: single, margin };
  return {
    name: "plan-mix",
    because: "several-plans",
    revenue: planMixPosteriors(
      arms(({ amount }) => amount),
      FLAT,
    ),
    margin,
  };
}

/** Null unless every plan of every arm has a unit cost, and every arm a plan that brings or costs something. */
function marginOfPlans(cells: readonly MoneyCell[], plans: readonly (readonly PlanCount[])[]): Posterior[] | null {
  if (!plans.every((list) => list.every(({ unitCost }) => unitCost !== undefined))) return null;
  // What is left of equal decimals is rounding.
  const marginOf = ({ amount, unitCost = 0 }: PlanCount) =>
    Math.abs(amount - unitCost) < ROUNDING * Math.abs(amount) ? 0 : amount - unitCost;
  const margins = plans.map((list) => list.map(marginOf));
  if (!margins.every((list) => list.some((amount) => amount !== 0))) return null;
  return scaled(cells, margins) ?? planMixPosteriors(alignPlans(cells, plans, marginOf), FLAT);
}

/** Conversion times the one amount of each arm, where each has one that is not 0. */
function scaled(cells: readonly MoneyCell[], amounts: readonly (readonly number[])[]): Posterior[] | null {
  const single = amounts.map((list) => (new Set(list).size === 1 ? (list[0] as number) : 0));
  return single.every((amount) => amount !== 0)
    ? cells.map(({ conversion }, cell) => scaledPosterior(conversion, single[cell] as number))
    : null;
}

/** The same list of plans in every arm; one that an arm does not sell is null there. */
function alignPlans(
  cells: readonly MoneyCell[],
  plans: readonly (readonly PlanCount[])[],
  amountOf: (plan: PlanCount) => number,
) {
  const ids = [...new Set(plans.flatMap((list) => list.map(({ id }) => id)))].sort();
  return cells.map(({ statistics: { visitors }, prior }, arm) => ({
    visitors,
    prior,
    plans: ids.map((id) => {
      const plan = plans[arm]?.find((candidate) => candidate.id === id);
      return plan ? { amount: amountOf(plan), count: plan.count } : null;
    }),
  }));
}

function fromAmounts(cells: readonly MoneyCell[], revenue: readonly AmountSums[]): MoneyModel {
  const buyers = cells.map(({ statistics }) => statistics.conversions);
  const margin = marginOfUnits(cells);
  const spreads = revenue.map((sums, arm) => squaredDeviations(buyers[arm] as number, sums));
  const equal = revenue.map(({ sum }, arm) =>
    spreads[arm] === 0 && (buyers[arm] as number) > 0 ? sum / (buyers[arm] as number) : 0,
  );
  if (equal.every((amount) => amount !== 0)) {
    const single = cells.map(({ conversion }, cell) => scaledPosterior(conversion, equal[cell] as number));
    return { name: "single-price", because: "one-price-per-arm", revenue: single, margin };
  }
  const total = buyers.reduce((sum, count) => sum + count, 0);
  const pooledFreedom = buyers.reduce((sum, count) => sum + Math.max(0, count - 1), 0);
  const pooledVariance = spreads.reduce((sum, spread) => sum + spread, 0) / pooledFreedom;
  if (pooledFreedom < LEAST_FREEDOM || !(pooledVariance > 0)) return { ...conversionOnly("too-few-amounts"), margin };
  const pooledMean = revenue.reduce((sum, amounts) => sum + amounts.sum, 0) / total;
  const pooled = (location: number, count: number): StudentParameters => ({
    location,
    scale: Math.sqrt(pooledVariance / count),
    degreesOfFreedom: pooledFreedom,
  });
  const revenueOf = (conversionOfCell: Posterior, arm: number): Posterior => {
    const [count, spread] = [buyers[arm] as number, spreads[arm] as number];
    const location = (revenue[arm] as AmountSums).sum / count;
    if (count < ENOUGH_BUYERS) return hurdlePosterior(conversionOfCell, pooled(pooledMean, total));
    // All its buyers paid the same: one price, or nothing.
    if (spread === 0 && location !== 0) return scaledPosterior(conversionOfCell, location);
    if (spread === 0) return hurdlePosterior(conversionOfCell, pooled(location, count));
    const scale = Math.sqrt(spread / (count - 1) / count);
    return hurdlePosterior(conversionOfCell, { location, scale, degreesOfFreedom: count - 1 });
  };
  return {
    name: "hurdle",
    because: "amounts-vary",
    revenue: cells.map(({ conversion }, cell) => revenueOf(conversion, cell)),
    margin,
  };
}

/** Margin over all units, where revenue and cost of all are known. */
function marginOfUnits(cells: readonly MoneyCell[]): Posterior[] | null {
  const parameters = cells.map(({ statistics: { visitors, revenue, cost } }): StudentParameters | null => {
    if (!revenue || !cost || visitors - 1 < LEAST_FREEDOM) return null;
    const sum = revenue.sum - cost.sum;
    const sumOfSquares = revenue.sumOfSquares - 2 * cost.sumOfProductsWithRevenue + cost.sumOfSquares;
    const spread = squaredDeviations(visitors, { sum, sumOfSquares });
    if (spread === 0) return null;
    return {
      location: sum / visitors,
      scale: Math.sqrt(spread / (visitors - 1) / visitors),
      degreesOfFreedom: visitors - 1,
    };
  });
  return parameters.every((parameter) => parameter !== null) ? parameters.map(studentPosterior) : null;
}

/** Sum of squared deviations from the mean; 0 where it is lost in rounding. */
function squaredDeviations(count: number, { sum, sumOfSquares }: AmountSums): number {
  if (count < 2) return 0;
  const spread = sumOfSquares - (sum * sum) / count;
  return spread > 1e-12 * sumOfSquares ? spread : 0;
}

function conversionOnly(because: MoneyModelReason): MoneyModel {
  return { name: "conversion", because, revenue: null, margin: null };
}
