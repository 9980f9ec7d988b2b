import {
  addStatistics,
  negateStatistics,
  STATISTICS_COUNTS,
  STATISTICS_SUMS,
  type StatisticsChange,
} from "./statistics-change.ts";
import type { OutcomeFact, QuotedArm, UnitRecord } from "./unit-record.ts";

/** A unit that bought on a verified quote although no page had told of showing the price. */
export interface UnseenSale extends QuotedArm {
  /** UTC day of the first such purchase, `YYYY-MM-DD`. */
  readonly day: string;
}

/**
 * The unit's first purchase on a verified quote that no exposure precedes, under the arm that the quote names; null where
 * there is none. It depends on all that is known and not on the order of arrival: an exposure that comes late takes it
 * back.
 *
 * @param record The unit in the experiment, or null while it has no exposure.
 */
export function findUnseenSale(
  outcomes: readonly OutcomeFact[],
  record: Pick<UnitRecord, "firstExposedAt"> | null,
): UnseenSale | null {
  const [first] = outcomes
    .flatMap((outcome) =>
      outcome.type === "sale" && outcome.quoted && (!record || outcome.occurredAt < record.firstExposedAt)
        ? [{ ...outcome, quoted: outcome.quoted }]
        : [],
    )
    .sort((a, b) => a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1));
  if (!first) return null;
  const { variant, revision, weightEpoch } = first.quoted;
  return { variant, revision, weightEpoch, day: new Date(first.occurredAt).toISOString().slice(0, 10) };
}

/** What must be added to the running statistics when a unit's unseen sale goes from one state to another. */
export function unseenSaleChange(before: UnseenSale | null, after: UnseenSale | null): StatisticsChange[] {
  return addStatistics([...(before ? [negateStatistics(entryOf(before))] : []), ...(after ? [entryOf(after)] : [])]);
}

function entryOf({ variant, revision, weightEpoch, day }: UnseenSale): StatisticsChange {
  const counts = Object.fromEntries(STATISTICS_COUNTS.map((name) => [name, Number(name === "soldUnseen")]));
  const sums = Object.fromEntries(STATISTICS_SUMS.map((name) => [name, 0n]));
  const place = { variant, revision, weightEpoch, day, segment: "" };
  return { ...place, ...counts, ...sums, sales: {}, outcomes: {} } as unknown as StatisticsChange;
}
