import * as instants from "temporal-polyfill/fns/Instant";
import { PricewrightError } from "../../errors/pricewright-error.ts";
import { type InstantInput, toInstant } from "./instant.ts";

/** How often something comes back. */
export interface Recurrence {
  readonly interval: "week" | "month" | "year";
  /**
   * Intervals from one occurrence to the next: 3 with `"month"` is quarterly.
   *
   * @default 1
   */
  readonly every?: number | undefined;
  /**
   * The first occurrence. Its day and local time are kept for ever: 31 January, 28 February, 31 March. A local time that
   * a clock change skips moves forward; one that happens twice is the first.
   */
  readonly anchor: InstantInput;
  /**
   * IANA name of the time zone in which days and times are kept.
   *
   * @default "UTC"
   */
  readonly timeZone?: string | undefined;
}

/** Most days that an interval can have. */
const LONGEST_DAYS = { week: 7, month: 31, year: 366 } as const;

/** A recurrence that was checked, with its defaults. */
export interface NormalizedRecurrence {
  readonly interval: Recurrence["interval"];
  readonly every: number;
  /** In milliseconds since 1970. */
  readonly anchor: number;
  readonly timeZone: string;
  /** No occurrence is further than this from the next, in milliseconds. */
  readonly longest: number;
}

/**
 * Checks a recurrence and fills in its defaults.
 *
 * @throws PricewrightError `invalid-recurrence`, or `invalid-time` for the anchor.
 */
export function normalizeRecurrence(recurrence: Recurrence): NormalizedRecurrence {
  const { interval, every = 1, timeZone = "UTC" } = recurrence;
  const anchor = Date.parse(toInstant(recurrence.anchor, "anchor"));
  if (!Object.hasOwn(LONGEST_DAYS, interval))
    throw invalid(`interval is ${JSON.stringify(interval)}. Use "week", "month" or "year".`);
  if (!Number.isInteger(every) || every < 1 || every > 1000)
    throw invalid(`every is ${every}. Give a whole number from 1 to 1000.`);
  if (!isTimeZone(timeZone, anchor))
    throw invalid(`timeZone is ${JSON.stringify(timeZone)}, which nobody knows. Give an IANA name, "Europe/Berlin".`);
  // A clock change may lengthen an interval, by a day where a country changed its side of the date line.
  const longest = (LONGEST_DAYS[interval] * every + 2) * 86_400_000;
  return { interval, every, anchor, timeZone, longest };
}

function isTimeZone(timeZone: string, anchor: number): boolean {
  try {
    instants.toZonedDateTimeISO(instants.fromEpochMilliseconds(anchor), timeZone);
    return true;
  } catch {
    return false;
  }
}

function invalid(message: string): PricewrightError {
  return new PricewrightError("invalid-recurrence", message);
}
