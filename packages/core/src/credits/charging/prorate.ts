import { PricewrightError } from "../../errors/pricewright-error.ts";
import type { Money } from "../../money/money.ts";
import { divide } from "../../money/ratio.ts";
import { instantOf } from "../instant.ts";

/** A price, and which part of the period it is paid for. Below 0 for what is given back. */
export interface ProrationPart {
  /** Price of the whole period. */
  readonly amount: Money;
  readonly from: string | Date;
  readonly to: string | Date;
}

/** What {@link prorate} goes by. Times are ISO 8601 with a zone, or a `Date`. */
export interface ProrateOptions {
  readonly periodStart: string | Date;
  readonly periodEnd: string | Date;
  readonly parts: readonly ProrationPart[];
}

/**
 * What prices come to that hold for parts of a period: by the second, summed exactly, and rounded once, half way to
 * the even minor unit. Parts of a second belong to the second they are in.
 *
 * @throws PricewrightError `invalid-proration` without parts, or when one lies outside the period or ends before it
 * begins; `mixed-currencies`.
 *
 * @example
 * // From 10 to 20 dollars with 17 of 31 days left.
 * prorate({
 *   periodStart: "2026-01-01",
 *   periodEnd: "2026-02-01",
 *   parts: [
 *     { amount: { amount: -1000n, currency: "USD" }, from: "2026-01-15", to: "2026-02-01" },
 *     { amount: { amount: 2000n, currency: "USD" }, from: "2026-01-15", to: "2026-02-01" },
 *   ],
 * }); // { amount: 548n, currency: "USD" }
 */
export function prorate({ periodStart, periodEnd, parts }: ProrateOptions): Money {
  const [start, end] = [secondOf(periodStart), secondOf(periodEnd)];
  const currency = parts[0]?.amount.currency;
  if (currency === undefined || end <= start)
    throw new PricewrightError("invalid-proration", "Give at least one part, and a period that ends after it begins.");
  let sum = 0n;
  for (const { amount, from, to } of parts) {
    if (amount.currency !== currency)
      throw new PricewrightError(
        "mixed-currencies",
        `One part is in ${currency} and another in ${amount.currency}; prorate each currency by itself.`,
      );
    const [first, last] = [secondOf(from), secondOf(to)];
    if (first < start || last > end || last < first)
      throw new PricewrightError(
        "invalid-proration",
        `A part from ${iso(first)} to ${iso(last)} does not lie in the period from ${iso(start)} to ${iso(end)}.`,
      );
    sum += amount.amount * BigInt(last - first);
  }
  return { amount: divide(sum, BigInt(end - start), "half-even"), currency };
}

function secondOf(at: string | Date): number {
  return Math.floor(instantOf(at) / 1000);
}

function iso(second: number): string {
  return new Date(second * 1000).toISOString();
}
