import { type Instant, type InstantInput, toInstant } from "./instant.ts";
import { occurrenceTime } from "./occurrence-at.ts";
import { normalizeRecurrence, type Recurrence } from "./recurrence.ts";

/** One turn of a recurrence: from an occurrence to the next. */
export interface Period {
  /** Number of the occurrence that it starts with, 0 being the anchor. */
  readonly number: number;
  readonly start: Instant;
  /** The next occurrence, which is not part of it. */
  readonly end: Instant;
}

/** A range of time: `from` is part of it, `to` is not. */
export interface TimeRange {
  readonly from: InstantInput;
  readonly to: InstantInput;
}

/**
 * The periods that start in a range of time, in order; none before the anchor.
 *
 * Ranges that follow one another give, together, what one range over all of them gives.
 */
export function occurrencesBetween(recurrence: Recurrence, range: TimeRange): readonly Period[] {
  const normalized = normalizeRecurrence(recurrence);
  const from = Date.parse(toInstant(range.from, "from"));
  const to = Date.parse(toInstant(range.to, "to"));
  const periods: Period[] = [];
  let number = Math.max(0, Math.floor((from - normalized.anchor) / normalized.longest));
  let start = occurrenceTime(normalized, number);
  while (start < to) {
    const end = occurrenceTime(normalized, number + 1);
    if (start >= from) periods.push({ number, start: isoOf(start), end: isoOf(end) });
    number++;
    start = end;
  }
  return periods;
}

function isoOf(time: number): Instant {
  return toInstant(new Date(time), "occurrence");
}
