import { currencyExponent } from "./currency-exponent.ts";
import { parseDecimal } from "./ratio.ts";

/** How {@link formatExact} writes an amount. */
export interface FormatExactOptions {
  /**
   * BCP 47 language tag whose conventions are used.
   *
   * @default "en-US"
   */
  readonly locale?: string;
}

/**
 * An amount with every decimal that it has, as people of a locale write it: costs and charges below a cent are not
 * rounded away.
 *
 * @param decimal - Decimal string in major units, such as `formatPico` gives.
 * @throws PricewrightError `invalid-decimal` for what is no decimal string.
 *
 * @example
 * formatExact("0.000375", "USD"); // "$0.000375"
 */
export function formatExact(decimal: string, currency: string, options: FormatExactOptions = {}): string {
  parseDecimal(decimal);
  const digits = currencyExponent(currency);
  const decimals = (decimal.split(".")[1] ?? "").replace(/0+$/, "").length;
  return new Intl.NumberFormat(options.locale ?? "en-US", {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: Math.max(digits, decimals),
  }).format(decimal as Intl.StringNumericLiteral);
}
