import {
  type IntegrityCounts,
  mergeStatistics,
  type PlanCount,
  type VariantStatistics,
} from "../variant-statistics.ts";
import { STATISTICS_COUNTS, type StatisticsChange, type StatisticsCounts } from "./statistics-change.ts";

/** What {@link collectStatistics} makes an analysis' input of. */
export interface CollectStatisticsInput {
  /** Running statistics of one segment (`""` for all units), in any order. */
  readonly rows: readonly StatisticsChange[];
  /** Arms in the order of the report, with what each sells: price id to plan and amount. */
  readonly variants: readonly CollectedVariant[];
  /** Weight of a variant in an epoch. */
  readonly weightOf: (variant: string, weightEpoch: number) => number;
  /** The current epoch; every arm has an entry there, also without units. */
  readonly weightEpoch: number;
  /** Minor units in a major unit of the currency, for example 100. */
  readonly minorUnits: number;
  /**
   * First UTC day, `YYYY-MM-DD`, whose units may still buy or give back: they are counted as immature.
   *
   * @default none
   */
  readonly immatureFrom?: string | undefined;
}

/** An arm, and what it sells. */
export interface CollectedVariant {
  readonly key: string;
  readonly prices: readonly {
    readonly price: string;
    /** Plan id; the same plan at two prices is one plan. */
    readonly plan: string;
    /** Major units. */
    readonly amount: number;
    readonly unitCost?: number;
  }[];
}

/** Counts of units in the analysis, which depend on whether they are mature. */
const ANALYSED: readonly (keyof StatisticsCounts)[] = [
  "visitors",
  "conversions",
  "refunded",
  "irregular",
  "unconverted",
];
const INTEGRITY = STATISTICS_COUNTS.filter((name) => !ANALYSED.includes(name));

/** Pico-units in a major unit. */
const PICO = 1e12;

/**
 * Adds running statistics up to one entry for each arm and epoch. Where every buyer paid for one known price, the entry
 * has plans; where amounts vary, sums of revenue. Cost is given once any unit has any.
 */
export function collectStatistics(input: CollectStatisticsInput): VariantStatistics[] {
  const varies = input.rows.some(({ irregular, unconverted }) => irregular !== 0 || unconverted !== 0);
  const costs = input.rows.some(({ cost }) => cost !== 0n);
  const refunds = input.rows.some(({ refunded }) => refunded !== 0);
  const epochs = [...new Set([...input.rows.map(({ weightEpoch }) => weightEpoch), input.weightEpoch])].sort(
    (a, b) => a - b,
  );
  return epochs.flatMap((weightEpoch) =>
    input.variants.map((variant) => {
      const rows = input.rows.filter((row) => row.variant === variant.key && row.weightEpoch === weightEpoch);
      const nothing = { key: variant.key, weight: input.weightOf(variant.key, weightEpoch), weightEpoch };
      return rows
        .map((row) => toStatistics(row, variant, input, { varies, costs, refunds }))
        .reduce<VariantStatistics>(mergeStatistics, {
          ...nothing,
          visitors: 0,
          conversions: 0,
          ...money(null, variant, input.minorUnits, { varies, costs, refunds }),
        });
    }),
  );
}

interface Shape {
  readonly varies: boolean;
  readonly costs: boolean;
  readonly refunds: boolean;
}

function toStatistics(
  row: StatisticsChange,
  variant: CollectedVariant,
  { minorUnits, immatureFrom }: CollectStatisticsInput,
  shape: Shape,
): VariantStatistics {
  const { unconverted, visitors, conversions } = row;
  const integrity = integrityOfRow(row);
  if (immatureFrom !== undefined && row.day >= immatureFrom)
    return { key: row.variant, visitors: 0, conversions: 0, integrity: { ...integrity, immature: visitors } };
  return {
    key: row.variant,
    visitors,
    conversions,
    ...money(row, variant, minorUnits, shape),
    harm: { refunded: row.refunded, outcomes: row.outcomes },
    integrity: { ...integrity, unconverted },
  };
}

/** Prices are compared at once, also those of units that may still buy. */
function integrityOfRow(row: StatisticsChange): IntegrityCounts {
  return Object.fromEntries(INTEGRITY.map((name) => [name, row[name]])) as unknown as IntegrityCounts;
}

function money(
  row: StatisticsChange | null,
  variant: CollectedVariant,
  minorUnits: number,
  { varies, costs, refunds }: Shape,
): Pick<VariantStatistics, "plans" | "revenue" | "cost"> {
  const cost = {
    sum: Number(row?.cost ?? 0n) / PICO,
    sumOfSquares: Number(row?.costSquared ?? 0n) / PICO ** 2,
    sumOfProductsWithRevenue: Number(row?.revenueTimesCost ?? 0n) / PICO / minorUnits,
  };
  const revenue = {
    sum: Number(row?.revenue ?? 0n) / minorUnits,
    sumOfSquares: Number(row?.revenueSquared ?? 0n) / minorUnits ** 2,
  };
  const sums = { ...(costs || varies ? { revenue } : {}), ...(costs ? { cost } : {}) };
  if (varies) return sums;
  const plans: PlanCount[] = variant.prices.map(({ price, plan, amount, unitCost }) => ({
    id: plan,
    amount,
    ...(unitCost === undefined ? {} : { unitCost }),
    count: row?.sales[price] ?? 0,
  }));
  const refunded = { id: "refunded", amount: 0, count: row?.refunded ?? 0 };
  return { ...sums, plans: refunds ? [...plans, refunded] : plans };
}
