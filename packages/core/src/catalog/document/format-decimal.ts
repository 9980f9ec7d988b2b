import { currencyExponent } from "../../money/currency-exponent.ts";

/** A decimal string of major units as people of a locale write it, with every decimal it has: `"$0.000003"`. */
export function formatDecimal(decimal: string, currency: string, locale: string): string {
  const decimals = (decimal.split(".")[1] ?? "").replace(/0+$/, "").length;
  const usual = currencyExponent(currency);
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: decimals === 0 ? 0 : usual,
    maximumFractionDigits: Math.max(usual, decimals),
  }).format(decimal as Intl.StringNumericLiteral);
}

/** A decimal string without a currency as people of a locale write it. */
export function formatQuantity(decimal: string | number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 12 }).format(decimal as Intl.StringNumericLiteral);
}
