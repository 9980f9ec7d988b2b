import { currencyExponent } from "./currency-exponent.ts";
import { toDecimalString } from "./decimal-string.ts";
/**
 * An amount as people of a locale write it. The text is made from the exact decimal string, so no amount
 * is too large to be written correctly.
 *
 * @example
 * formatMoney({ amount: 3900n, currency: "USD" }); // "$39.00"
 */
export function formatMoney(money, options = {}) {
  const digits = currencyExponent(money.currency);
  const whole = options.trimZeros && money.amount % 10n ** BigInt(digits) === 0n;
  return new Intl.NumberFormat(options.locale ?? "en-US", {
    style: "currency",
    currency: money.currency,
    minimumFractionDigits: whole ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(toDecimalString(money));
}
