import { currencyExponent } from "./currency-exponent.ts";
import { toDecimalString } from "./decimal-string.ts";
import type { Money } from "./money.ts";

/** How {@link formatMoney} writes an amount. */
export interface FormatMoneyOptions {
  /**
   * BCP 47 language tag whose conventions are used.
   *
   * @default "en-US"
   */
  readonly locale?: string;
  /**
   * Leave out a fraction that is all zeros: `$39` instead of `$39.00`.
   *
   * @default false
   */
  readonly trimZeros?: boolean;
}

/**
 * An amount as people of a locale write it. The text is made from the exact decimal string, so no amount
 * is too large to be written correctly.
 *
 * @example
 * formatMoney({ amount: 3900n, currency: "USD" }); // "$39.00"
 */
export function formatMoney(money: Money, options: FormatMoneyOptions = {}): string {
  const digits = currencyExponent(money.currency);
  const whole = options.trimZeros && money.amount % 10n ** BigInt(digits) === 0n;
  return new Intl.NumberFormat(options.locale ?? "en-US", {
    style: "currency",
    currency: money.currency,
    minimumFractionDigits: whole ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(toDecimalString(money) as Intl.StringNumericLiteral);
}
