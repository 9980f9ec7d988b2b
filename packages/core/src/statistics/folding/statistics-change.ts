import { standingOf } from "./standing.ts";
import type { UnitRecord } from "./unit-record.ts";

/** Where a unit is counted: statistics are kept apart by these. */
export interface StatisticsKey {
  readonly revision: number;
  readonly weightEpoch: number;
  readonly variant: string;
  /** UTC day of the unit's first exposure, `YYYY-MM-DD`. */
  readonly day: string;
  /** A declared segment such as `country=DE`, or `""` for all units together. */
  readonly segment: string;
}

/** Whole numbers that a change adds; every one may be negative. */
export interface StatisticsCounts {
  /** Units in the analysis. */
  readonly visitors: number;
  readonly conversions: number;
  /** Converted units whose every sale was refunded in full. */
  readonly refunded: number;
  /** Converted units whose revenue is not one sale at its full price. */
  readonly irregular: number;
  readonly checked: number;
  readonly priceMismatches: number;
  readonly multipleExposure: number;
  readonly slotDrift: number;
  readonly unconverted: number;
  /** Of units that saw one variant: those whose price was compared with the variant's, in each of four places. */
  readonly shownEqual: number;
  readonly shownDifferent: number;
  readonly quotedEqual: number;
  readonly quotedDifferent: number;
  /** Of those units, the ones that bought. */
  readonly buyers: number;
  readonly chargedEqual: number;
  readonly chargedDifferent: number;
  readonly attributedEqual: number;
  readonly attributedDifferent: number;
  /** Units that bought on a verified quote before any exposure; they are outside the analysis. */
  readonly soldUnseen: number;
}

/**
 * Exact sums over the units in the analysis. Revenue `r` is in minor units of the currency, cost `c` in pico-units
 * (1e-12), so their squares and product are in the squares and the product of those.
 */
export interface StatisticsSums {
  readonly revenue: bigint;
  readonly revenueSquared: bigint;
  readonly cost: bigint;
  readonly costSquared: bigint;
  readonly revenueTimesCost: bigint;
  /** Revenue of units that were left out. */
  readonly excludedRevenue: bigint;
}

/** What is to be added to the statistics under one key. */
export interface StatisticsChange extends StatisticsKey, StatisticsCounts, StatisticsSums {
  /** Units by the price id of the sale that counts. */
  readonly sales: Readonly<Record<string, number>>;
  /** Units by what else happened to them. */
  readonly outcomes: Readonly<Record<string, OutcomeCount>>;
}

/** Units in the analysis to which something happened. */
export interface OutcomeCount {
  readonly units: number;
  /** Of those, the ones that bought. */
  readonly buyers: number;
}

/** The parts of a change that are counts. */
export const STATISTICS_COUNTS: readonly (keyof StatisticsCounts)[] = [
  "visitors",
  "conversions",
  "refunded",
  "irregular",
  "checked",
  "priceMismatches",
  "multipleExposure",
  "slotDrift",
  "unconverted",
  "shownEqual",
  "shownDifferent",
  "quotedEqual",
  "quotedDifferent",
  "buyers",
  "chargedEqual",
  "chargedDifferent",
  "attributedEqual",
  "attributedDifferent",
  "soldUnseen",
];

/** The parts of a change that are sums. */
export const STATISTICS_SUMS: readonly (keyof StatisticsSums)[] = [
  "revenue",
  "revenueSquared",
  "cost",
  "costSquared",
  "revenueTimesCost",
  "excludedRevenue",
];

/**
 * What must be added to the running statistics when a unit's record goes from one state to another: nothing when
 * nothing changed, one entry for each segment where its place stays, two where it moves. A unit's total that goes from
 * x to y adds `y - x` to the sum and `y^2 - x^2` to the sum of squares.
 */
export function statisticsChange(before: UnitRecord | null, after: UnitRecord | null): StatisticsChange[] {
  if (before === null) return after === null ? [] : entriesOf(after);
  const gone = entriesOf(before).map(negateStatistics);
  return after === null ? gone : addStatistics([...gone, ...entriesOf(after)]);
}

/** Adds up changes under the same key, in the order of keys, and drops those that come to nothing. */
export function addStatistics(changes: readonly StatisticsChange[]): StatisticsChange[] {
  const sums = new Map<string, Sum>();
  for (const change of changes) {
    const key = keyOf(change);
    const sum = sums.get(key);
    if (sum) addTo(sum, change);
    else sums.set(key, { ...change, sales: { ...change.sales }, outcomes: { ...change.outcomes } });
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sum]) => withoutNothing(sum))
    .filter((change) => !isNothing(change));
}

function keyOf({ revision, weightEpoch, variant, day, segment }: StatisticsKey): string {
  return `${revision} ${weightEpoch} ${variant} ${day} ${segment}`;
}

/** A unit is in the analysis, or left out for exactly one reason; it is counted with all and in its segments. */
function entriesOf(record: UnitRecord): StatisticsChange[] {
  const { revision, weightEpoch, variant, firstExposedAt, segments, revenue, cost } = record;
  const standing = standingOf(record);
  const analysed = standing === "counted";
  const bought = analysed && record.converted;
  const entry = {
    revision,
    weightEpoch,
    variant,
    day: dayOf(firstExposedAt),
    segment: "",
    visitors: Number(analysed),
    conversions: Number(bought),
    refunded: Number(bought && record.sale === null && record.unconverted === 0),
    irregular: Number(bought && record.sale !== null && !record.regular),
    checked: Number(record.checked || record.converted || record.quoted !== "unknown"),
    priceMismatches: Number(standing === "price-mismatch"),
    multipleExposure: Number(standing === "multiple-exposure"),
    slotDrift: Number(record.slotDrift),
    unconverted: Number(analysed && record.unconverted > 0),
    ...equalitiesOf(record),
    soldUnseen: 0,
    revenue: analysed ? revenue : 0n,
    revenueSquared: analysed ? revenue * revenue : 0n,
    cost: analysed ? cost : 0n,
    costSquared: analysed ? cost * cost : 0n,
    revenueTimesCost: analysed ? revenue * cost : 0n,
    excludedRevenue: analysed ? 0n : revenue,
    sales: bought && record.sale !== null ? { [record.sale]: 1 } : NOTHING,
    outcomes:
      analysed && record.outcomes.length > 0
        ? Object.fromEntries(record.outcomes.map((name) => [name, { units: 1, buyers: Number(record.converted) }]))
        : NOTHING,
  };
  return [entry, ...segments.map((segment) => ({ ...entry, segment }))];
}

const NOTHING = {};

const DAY = 86_400_000;
/** The day that was asked for last: most units are first seen on the same one. */
let lastDay = { number: 0, text: "1970-01-01" };

function dayOf(time: number): string {
  const number = Math.floor(time / DAY);
  if (number !== lastDay.number) lastDay = { number, text: new Date(time).toISOString().slice(0, 10) };
  return lastDay.text;
}

/** The four equalities. A unit that saw several variants has no price of its own to compare with. */
function equalitiesOf(record: UnitRecord) {
  const { checked, shownMismatch, quoted, converted, chargedMismatch, attributed } = record;
  const one = !record.severalVariants;
  return {
    shownEqual: Number(one && checked && !shownMismatch),
    shownDifferent: Number(one && shownMismatch),
    quotedEqual: Number(one && quoted === "equal"),
    quotedDifferent: Number(one && quoted === "different"),
    buyers: Number(one && converted),
    chargedEqual: Number(one && converted && !chargedMismatch),
    chargedDifferent: Number(one && chargedMismatch),
    attributedEqual: Number(one && attributed === "equal"),
    attributedDifferent: Number(one && attributed === "different"),
  };
}

/** A change that others are added to. */
type Sum = { -readonly [Name in keyof StatisticsChange]: StatisticsChange[Name] } & {
  readonly sales: Record<string, number>;
  readonly outcomes: Record<string, OutcomeCount>;
};

function addTo(sum: Sum, change: StatisticsChange): void {
  for (const name of STATISTICS_COUNTS) sum[name] += change[name];
  // Most are nothing, and each sum of these numbers is another object.
  for (const name of STATISTICS_SUMS) if (change[name] !== 0n) sum[name] += change[name];
  for (const [price, count] of Object.entries(change.sales)) sum.sales[price] = (sum.sales[price] ?? 0) + count;
  for (const [name, { units, buyers }] of Object.entries(change.outcomes)) {
    const known = sum.outcomes[name];
    sum.outcomes[name] = { units: (known?.units ?? 0) + units, buyers: (known?.buyers ?? 0) + buyers };
  }
}

function withoutNothing(sum: Sum): StatisticsChange {
  return {
    ...sum,
    sales: Object.fromEntries(Object.entries(sum.sales).filter(([, count]) => count !== 0)),
    outcomes: Object.fromEntries(
      Object.entries(sum.outcomes).filter(([, { units, buyers }]) => units !== 0 || buyers !== 0),
    ),
  };
}

/** What takes a change back. */
export function negateStatistics(change: StatisticsChange): StatisticsChange {
  return {
    ...change,
    // 0 less 0 is 0; the negative of 0 is not.
    ...over(STATISTICS_COUNTS, (name) => 0 - change[name]),
    ...over(STATISTICS_SUMS, (name) => -change[name]),
    sales: Object.fromEntries(Object.entries(change.sales).map(([price, count]) => [price, 0 - count])),
    outcomes: Object.fromEntries(
      Object.entries(change.outcomes).map(([name, { units, buyers }]) => [
        name,
        { units: 0 - units, buyers: 0 - buyers },
      ]),
    ),
  };
}

function over<Name extends string, Value>(names: readonly Name[], toValue: (name: Name) => Value): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, toValue(name)])) as Record<Name, Value>;
}

function isNothing(change: StatisticsChange): boolean {
  return (
    STATISTICS_COUNTS.every((name) => change[name] === 0) &&
    STATISTICS_SUMS.every((name) => change[name] === 0n) &&
    Object.values(change.sales).every((count) => count === 0) &&
    Object.values(change.outcomes).every(({ units, buyers }) => units === 0 && buyers === 0)
  );
}
