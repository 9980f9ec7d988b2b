import { divide } from "../../money/ratio.ts";
import { mergeUnitRecords, NOTHING_DONE, recordOfExposure } from "./merge-unit-records.ts";
import type { Comparison, ExposureFact, OutcomeFact, RefundFact, SaleFact, UnitRecord } from "./unit-record.ts";
import { worseComparison } from "./worse-comparison.ts";

/** What {@link foldUnit} puts together. */
export interface FoldUnitInput {
  /** The unit's record so far, or null. */
  readonly record: UnitRecord | null;
  /** Exposures that are new. */
  readonly exposures: readonly ExposureFact[];
  /** Every outcome of the unit, known before or new. */
  readonly outcomes: readonly OutcomeFact[];
  /** Whether a purchase was at a price of the variant. */
  readonly isVariantPrice: (variant: string, sale: SaleFact) => boolean;
  /**
   * Days after the first exposure within which sales and cost count.
   *
   * @default Infinity
   */
  readonly horizonDays?: number;
}

const DAY = 86_400_000;

/**
 * The unit's record once new events are in. The result depends on which events there are and not on the order or
 * the batches in which they came: exposures only ever widen the record, and outcomes are read again whenever the
 * first exposure moves. What happened before the first exposure or after the horizon is nobody's; a refund belongs to
 * its sale whenever it comes.
 *
 * @returns null while the unit has no exposure.
 */
export function foldUnit({
  record,
  exposures,
  outcomes,
  isVariantPrice,
  horizonDays = Infinity,
}: FoldUnitInput): UnitRecord | null {
  const records = [...(record ? [record] : []), ...exposures.map(recordOfExposure)];
  if (records.length === 0) return null;
  const exposed = records.reduce(mergeUnitRecords);
  // Which is so of most units.
  if (outcomes.length === 0) return { ...exposed, ...NOTHING_DONE };
  const from = exposed.firstExposedAt;
  const counted = outcomes.filter(({ occurredAt }) => occurredAt >= from && occurredAt < from + horizonDays * DAY);
  const refunds = outcomes.filter((outcome) => outcome.type === "refund");
  const sales = counted
    .filter((outcome) => outcome.type === "sale")
    .sort(byTimeThenId)
    .map((sale) => ({ ...sale, net: netOf(sale, refunds) }));
  const kept = withoutReplaced(sales.filter(({ net, revenue }) => revenue !== null && (net > 0n || revenue === 0n)));
  const [first] = kept;
  return {
    ...exposed,
    chargedMismatch: sales.some((sale) => !isVariantPrice(exposed.variant, sale)),
    attributed: sales.map((sale) => compareArm(exposed.variant, sale)).reduce(worseComparison, "unknown"),
    converted: sales.length > 0,
    sale: first?.price ?? null,
    regular: kept.length === 1 && first?.net === first?.revenue && first?.listed !== false && first?.months !== 0,
    revenue: kept.reduce((sum, { net, months }) => sum + byMonth(net, months), 0n),
    cost: counted.reduce((sum, outcome) => sum + (outcome.type === "cost" ? outcome.cost : 0n), 0n),
    unconverted: sales.filter(({ revenue }) => revenue === null).length,
    outcomes: [...new Set(counted.flatMap((outcome) => (outcome.type === "named" ? [outcome.name] : [])))].sort(),
  };
}

/** Whether a purchase was quoted under the variant that it is counted under. */
function compareArm(variant: string, { quoted }: SaleFact): Comparison {
  return quoted ? (quoted.variant === variant ? "equal" : "different") : "unknown";
}

/** What is left of a sale; more than all of it cannot be given back. */
function netOf({ id, revenue }: SaleFact, refunds: readonly RefundFact[]): bigint {
  const back = refunds.reduce((sum, refund) => sum + (refund.sale === id ? (refund.revenue ?? 0n) : 0n), 0n);
  const net = (revenue ?? 0n) - back;
  return net > 0n ? net : 0n;
}

/** By the month, what a unit pays is what it paid last: a renewal or another plan takes the place of the payment before. */
function withoutReplaced<Sale extends SaleFact>(sales: readonly Sale[]): readonly Sale[] {
  const last = sales.findLast(({ months = 0 }) => months > 0);
  return last ? sales.filter(({ occurredAt, months = 0 }) => months > 0 && occurredAt === last.occurredAt) : sales;
}

/**
 * What a payment is worth a month, in the same unit.
 *
 * @param months That it pays for; 0 for none, undefined where revenue is counted as it was paid.
 */
export function byMonth(amount: bigint, months: number | undefined): bigint {
  if (months === undefined) return amount;
  return months === 0 ? 0n : divide(amount, BigInt(months), "half-even");
}

function byTimeThenId(a: OutcomeFact, b: OutcomeFact): number {
  return a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
