import { decimalSign } from "../numbers/decimal-sign.ts";
import { READER_LOCALE } from "../numbers/reader-locale.ts";

/**
 * The amounts that somebody typed in their language, such as `49, 59.5`, with two decimals where there are any; null for
 * anything else. Where a comma begins the decimals, `49,50` is one amount and `49, 50` are two.
 */
export function readAmounts(text: string, locale: string = READER_LOCALE): readonly string[] | null {
  const comma = decimalSign(locale) === ",";
  const parts = text.split(comma ? /[\s;]+|,(?=\s|$)/ : /[\s,;]+/).filter(Boolean);
  // There a dot before three digits means thousands to one reader and decimals to another.
  if (comma && parts.some((part) => /\.\d{3}$/.test(part))) return null;
  const amounts = parts.map((part) => (comma ? part.replace(",", ".") : part));
  if (amounts.length === 0 || !amounts.every((amount) => /^\d{1,12}(\.\d{1,3})?$/.test(amount))) return null;
  return [...new Set(amounts.map(withDecimals))];
}

/** Prices are written with their cents; whole amounts too, which every currency takes. */
function withDecimals(amount: string): string {
  const [whole = "0", decimals = ""] = amount.split(".");
  return decimals === "" ? whole : `${whole}.${decimals.padEnd(2, "0")}`;
}
