import * as instants from "temporal-polyfill/fns/Instant";
import * as zoned from "temporal-polyfill/fns/ZonedDateTime";
import { PricewrightError } from "../../errors/pricewright-error.ts";
import { type Instant, toInstant } from "./instant.ts";
import { type NormalizedRecurrence, normalizeRecurrence, type Recurrence } from "./recurrence.ts";

/**
 * The occurrence with this number, 0 being the anchor.
 *
 * Counted from the anchor each time, so that a short month leaves no mark on the months after it.
 *
 * @throws PricewrightError `invalid-recurrence` for a number that is no whole one from 0, or lies beyond the year 9999.
 *
 * @example
 * occurrenceAt({ interval: "month", anchor: "2026-01-31T00:00:00Z" }, 1); // "2026-02-28T00:00:00.000Z"
 */
export function occurrenceAt(recurrence: Recurrence, number: number): Instant {
  return toInstant(new Date(occurrenceTime(normalizeRecurrence(recurrence), number)), `occurrence ${number}`);
}

/** The same in milliseconds since 1970, of a recurrence that was checked. */
export function occurrenceTime({ interval, every, anchor, timeZone }: NormalizedRecurrence, number: number): number {
  const count = number * every;
  if (!Number.isInteger(number) || number < 0 || count > 400_000)
    throw new PricewrightError("invalid-recurrence", `There is no occurrence ${number}. Give a whole number from 0.`);
  const start = instants.toZonedDateTimeISO(instants.fromEpochMilliseconds(anchor), timeZone);
  const add = { week: zoned.addWeeks, month: zoned.addMonths, year: zoned.addYears }[interval];
  return add(start, count).epochMilliseconds;
}
