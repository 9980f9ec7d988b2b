import { currencyExponent } from "../../money/currency-exponent.ts";

/**
 * What is wrong with an amount of a currency, or null. Stricter than reading money: `"39.00"` yen is refused, though
 * it could be read as 39 yen, since whoever writes cents is not thinking of yen.
 */
export function amountProblem(amount: string, currency: string): string | null {
  const match = /^(-?)\d{1,15}(?:\.(\d{1,30}))?$/.exec(amount);
  if (!match) return `"${amount}" is not an amount; use a plain decimal string, such as "39.00"`;
  if (match[1]) return `the amount ${amount} is below 0`;
  const [decimals, most] = [match[2]?.length ?? 0, currencyExponent(currency)];
  if (decimals <= most) return null;
  const has = most === 0 ? "has no decimals" : `has ${most} decimals`;
  return `the amount ${amount} has ${decimals} and ${currency} ${has}; is it meant in another currency?`;
}
