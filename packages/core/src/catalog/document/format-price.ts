import { formatMoney } from "../../money/format-money.ts";
import { parseMoney } from "../../money/parse-money.ts";

/** Making a formatter takes a hundred times as long as looking up its text, and price lists have few amounts. */
const texts = /* @__PURE__ */ new Map<string, string>();
const MOST_TEXTS = 5_000;

/** A price as people of a locale write it, without a fraction that is all zeros. */
export function formatPrice(amount: string, currency: string, locale: string): string {
  const key = `${locale} ${currency} ${amount}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = formatMoney(parseMoney(amount, currency), { locale, trimZeros: true });
  if (texts.size >= MOST_TEXTS) texts.clear();
  texts.set(key, text);
  return text;
}
