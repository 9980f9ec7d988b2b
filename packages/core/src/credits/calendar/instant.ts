import { PricewrightError } from "../../errors/pricewright-error.ts";

/** A moment as credits know it: ISO 8601 in UTC with milliseconds, `2026-01-31T12:00:00.000Z`. Sorts as text. */
export type Instant = string;

/** A moment as a caller may give it: a date, or ISO 8601 with `Z` or an offset and at most milliseconds. */
export type InstantInput = Date | string;

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * Writes a moment in the one spelling that sorts as text.
 *
 * @throws PricewrightError `invalid-time` for what is no moment: a day that does not exist, a local time without an
 * offset, a fraction of a millisecond, a year beyond 9999.
 */
export function toInstant(input: InstantInput, field = "at"): Instant {
  const milliseconds = typeof input === "string" ? parse(input) : input instanceof Date ? input.getTime() : Number.NaN;
  const instant = Number.isNaN(milliseconds) ? "" : new Date(milliseconds).toISOString();
  if (instant.length === 24) return instant;
  throw new PricewrightError(
    "invalid-time",
    `${field} is ${describe(input)}, which is not a moment. Give a date or ISO 8601, such as "2026-01-31T12:00:00Z".`,
  );
}

function parse(text: string): number {
  if (!ISO.test(text)) return Number.NaN;
  // Date.parse turns 31 February into 3 March.
  const day = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(day) || new Date(day).getUTCDate() !== Number(text.slice(8, 10))) return Number.NaN;
  return Date.parse(text);
}

function describe(input: unknown): string {
  return typeof input === "string" ? JSON.stringify(input) : String(input);
}
