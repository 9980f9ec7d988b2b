import type { OutcomeFact, UnitRecord } from "./unit-record.ts";

/** Whether a unit is in the analysis, or the one reason for which it is left out. */
export type UnitStanding = "counted" | "multiple-exposure" | "price-mismatch";

/** Whether an outcome is in its unit's totals, or why not. */
export type OutcomeStanding = "counted" | "no-exposure" | "before-exposure" | "after-horizon" | "unconverted";

const DAY = 86_400_000;

/** How a unit stands in the analysis of its experiment. Its outcomes are listed in either case. */
export function standingOf(record: UnitRecord): UnitStanding {
  if (record.severalVariants) return "multiple-exposure";
  const { shownMismatch, quoted, chargedMismatch, attributed } = record;
  const isDifferent = shownMismatch || quoted === "different" || chargedMismatch || attributed === "different";
  return isDifferent ? "price-mismatch" : "counted";
}

/**
 * How an outcome stands with its unit. A refund stands as its sale does, so ask about the sale.
 *
 * @param horizonDays Days after the first exposure within which outcomes count; `Infinity` for all.
 */
export function outcomeStanding(
  outcome: OutcomeFact,
  record: Pick<UnitRecord, "firstExposedAt"> | null,
  horizonDays: number = Infinity,
): OutcomeStanding {
  if (!record) return "no-exposure";
  if (outcome.occurredAt < record.firstExposedAt) return "before-exposure";
  if (outcome.occurredAt >= record.firstExposedAt + horizonDays * DAY) return "after-horizon";
  return outcome.type === "sale" && outcome.revenue === null ? "unconverted" : "counted";
}
