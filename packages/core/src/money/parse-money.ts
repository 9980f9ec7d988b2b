import { PricewrightError } from "../errors/pricewright-error.ts";
import { currencyExponent } from "./currency-exponent.ts";
import type { Money } from "./money.ts";

/**
 * Reads a decimal string in major units, such as `"39"`, `"39.5"` or `"-0.05"`, into exact minor units.
 *
 * @throws PricewrightError `invalid-money` when the text is not a plain decimal number, when it has more
 * decimals than the currency (nothing is rounded here), or when the currency is not three capital letters.
 *
 * @example
 * parseMoney("39.00", "USD"); // { amount: 3900n, currency: "USD" }
 */
export function parseMoney(decimal: string, currency: string): Money {
  const exponent = currencyExponent(currency);
  const match = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(decimal);
  const fraction = (match?.[3] ?? "").replace(/0+$/, "");
  if (!match || fraction.length > exponent || !/^[A-Z]{3}$/.test(currency)) {
    throw new PricewrightError(
      "invalid-money",
      `"${decimal}" ${currency} is not an amount; use a decimal string and a currency, like "39.00" and "USD" (${exponent} decimals).`,
    );
  }
  const magnitude = BigInt(match[2] + fraction.padEnd(exponent, "0"));
  return { amount: match[1] ? -magnitude : magnitude, currency };
}
