import { PricewrightError } from "../errors/pricewright-error.ts";

/**
 * A point in time as milliseconds since 1970.
 *
 * @param at A `Date`, or ISO 8601 with a zone: `"2026-03-01T00:00:00Z"`; a date alone is its first instant in UTC.
 * @throws PricewrightError `invalid-time` for anything else. A time without a zone means a different instant on every
 * machine, so it is refused.
 */
export function instantOf(at: string | Date): number {
  const milliseconds = at instanceof Date ? at.getTime() : ISO.test(at) ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(milliseconds))
    throw new PricewrightError(
      "invalid-time",
      `"${at}" is not a time; use ISO 8601 with a zone, like "2026-03-01T00:00:00Z"`,
    );
  return milliseconds;
}

const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;
