import { mergeStatistics, type VariantStatistics } from "../variant-statistics.ts";

/** Units of one arm under one set of weights. */
export interface Stratum {
  /** Share of all compared units, of every arm, that the period holds. */
  readonly share: number;
  readonly statistics: VariantStatistics;
}

/** One arm, apart by weights and together. */
export interface StratifiedArm {
  readonly strata: readonly Stratum[];
  /** All compared units of the arm. */
  readonly total: VariantStatistics;
}

/** Statistics of an experiment by arm, comparable although its weights may have changed. */
export interface Stratification {
  /** In the order in which the arms were given. */
  readonly arms: readonly StratifiedArm[];
  /** How many different sets of weights the experiment had. */
  readonly weightings: number;
  /** Units of periods that are too small to compare the arms in. */
  readonly leftOut: number;
}

/** Units and conversions that every arm in use needs for a period to be compared. */
export interface LeastUnits {
  readonly visitors: number;
  readonly conversions: number;
}

/**
 * Puts together the periods in which the arms had the same shares, and keeps apart those in which they had not: a share
 * that moves while demand moves would otherwise pass for a difference in price (Simpson's paradox). A period in which an
 * arm in use has hardly any units says nothing of differences and is left out for all arms alike. An arm that is no
 * longer in use is judged on the periods it has.
 *
 * @see https://en.wikipedia.org/wiki/Post-stratification
 */
export function stratify(variants: readonly VariantStatistics[], least: LeastUnits): Stratification {
  const keys = [...new Set(variants.map(({ key }) => key))];
  const periods = periodsOf(variants, keys);
  const last = latestWeights(variants, keys);
  const enough = (arm: VariantStatistics | undefined): arm is VariantStatistics =>
    arm !== undefined && arm.visitors >= least.visitors && arm.conversions >= least.conversions;
  const comparable = periods.filter((period) =>
    period.every((arm, index) => (last[index] as number) === 0 || enough(arm)),
  );
  const kept = periods.length === 1 ? periods : comparable.length > 0 ? comparable : [addUp(periods)];
  const units = kept.map(unitsOf);
  const leftOut = sum(periods.map(unitsOf)) - sum(units);
  return {
    arms: keys.map((key, index) => {
      const own = kept.flatMap((period, position) => {
        const statistics = period[index];
        const judged = kept.length === 1 || enough(statistics);
        return statistics && judged ? [{ statistics, units: units[position] as number }] : [];
      });
      const all = sum(own.map((stratum) => stratum.units));
      const entries = own.map(({ statistics }) => statistics);
      const total = entries.length > 0 ? entries.reduce(mergeStatistics) : nothing(key, variants);
      return {
        strata:
          own.length < 2
            ? [{ statistics: total, share: 1 }]
            : own.map(({ statistics, units: count }) => ({ statistics, share: count / all })),
        total: { ...total, weight: last[index] as number },
      };
    }),
    weightings: periods.length,
    leftOut,
  };
}

type Period = readonly (VariantStatistics | undefined)[];

/** Epochs of equal shares added up; an entry an arm, in the order of `keys`. */
function periodsOf(variants: readonly VariantStatistics[], keys: readonly string[]): Period[] {
  const byShares = new Map<string, Period>();
  for (const epoch of epochsOf(variants)) {
    const arms = keys.map((key) => variants.find((arm) => arm.key === key && (arm.weightEpoch ?? 1) === epoch));
    const weights = arms.map((arm) => (arm ? (arm.weight ?? 1) : 0));
    const total = sum(weights);
    const shares = JSON.stringify(weights.map((weight) => (weight / total).toPrecision(9)));
    const known = byShares.get(shares);
    byShares.set(shares, known ? addUp([known, arms]) : arms);
  }
  return [...byShares.values()];
}

function epochsOf(variants: readonly VariantStatistics[]): number[] {
  return [...new Set(variants.map(({ weightEpoch = 1 }) => weightEpoch))].sort((a, b) => a - b);
}

function latestWeights(variants: readonly VariantStatistics[], keys: readonly string[]): number[] {
  const last = epochsOf(variants).at(-1);
  return keys.map((key) => {
    const arm = variants.find((candidate) => candidate.key === key && (candidate.weightEpoch ?? 1) === last);
    return arm ? (arm.weight ?? 1) : 0;
  });
}

function addUp(periods: readonly Period[]): Period {
  const length = periods[0]?.length ?? 0;
  return Array.from({ length }, (_, index) => {
    const cells = periods.flatMap((period) => period[index] ?? []);
    return cells.length > 0 ? cells.reduce(mergeStatistics) : undefined;
  });
}

/** No units, in the same shape as the arm's entries. */
function nothing(key: string, variants: readonly VariantStatistics[]): VariantStatistics {
  const { plans, revenue, cost } = variants.find((variant) => variant.key === key) ?? {};
  return {
    key,
    visitors: 0,
    conversions: 0,
    ...(plans ? { plans: plans.map((plan) => ({ ...plan, count: 0 })) } : {}),
    ...(revenue ? { revenue: { sum: 0, sumOfSquares: 0 } } : {}),
    ...(cost ? { cost: { sum: 0, sumOfSquares: 0, sumOfProductsWithRevenue: 0 } } : {}),
  };
}

function unitsOf(period: Period): number {
  return sum(period.map((arm) => arm?.visitors ?? 0));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
