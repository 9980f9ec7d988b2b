import { occurrenceAt } from "../calendar/occurrence-at.ts";
import { occurrencesBetween, type Period, type TimeRange } from "../calendar/occurrences-between.ts";
import type { Recurrence } from "../calendar/recurrence.ts";
import type { GrantInput } from "./grant.ts";

/** What a plan gives in each period. */
export interface RecurringGrant
  extends Omit<GrantInput, "id" | "effectiveAt" | "expiresAt" | "createdAt" | "rollover"> {
  /** Id of all of it, for example of the subscription. Each grant's id adds when it starts. */
  readonly id: string;
  readonly recurrence: Recurrence;
  /**
   * Periods until a grant expires; null for never.
   *
   * @default 1
   */
  readonly expiresAfter?: number | null | undefined;
  /** What rolls over into the period after, and into how many periods after that one by one. */
  readonly rollover?: RecurringRollover | undefined;
}

/** How the remainder of a recurring grant rolls over. */
export interface RecurringRollover {
  /** @default 0n */
  readonly minimum?: bigint | undefined;
  readonly maximum: bigint;
  /**
   * How many times it may roll over.
   *
   * @default 1
   */
  readonly periods?: number | undefined;
}

/**
 * The grants of the periods that start in a range of time, for `grant` commands.
 *
 * Their ids say which period they are for, so giving one twice gives it once, and ranges that follow one another give
 * what one range over all of them gives.
 *
 * @throws PricewrightError `invalid-recurrence`, `invalid-time`.
 */
export function recurringGrants(recurring: RecurringGrant, range: TimeRange): readonly GrantInput[] {
  const { recurrence, expiresAfter = 1, rollover, ...grant } = recurring;
  const grantOf = ({ number, start }: Period): GrantInput => {
    const end = expiresAfter === null ? undefined : occurrenceAt(recurrence, number + expiresAfter);
    const ends = Array.from({ length: rollover?.periods ?? 1 }, (_, index) =>
      occurrenceAt(recurrence, number + (expiresAfter ?? 0) + index + 1),
    );
    return {
      ...grant,
      id: `${grant.id}/${start}`,
      effectiveAt: start,
      createdAt: start,
      ...(end !== undefined && { expiresAt: end }),
      ...(rollover && { rollover: { minimum: rollover.minimum, maximum: rollover.maximum, ends } }),
    };
  };
  return occurrencesBetween(recurrence, range).map(grantOf);
}
