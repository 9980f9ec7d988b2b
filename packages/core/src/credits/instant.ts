import { toInstant } from "./calendar/instant.ts";

/**
 * A point in time as milliseconds since 1970.
 *
 * @param at A `Date`, or ISO 8601 with a zone: `"2026-03-01T00:00:00Z"`; a date alone is its first instant in UTC.
 * @throws PricewrightError `invalid-time` for anything else. A time without a zone means a different instant on every
 * machine, so it is refused.
 */
export function instantOf(at: string | Date): number {
  const isDay = typeof at === "string" && /^\d{4}-\d\d-\d\d$/.test(at);
  return Date.parse(toInstant(isDay ? `${at}T00:00:00Z` : at));
}
