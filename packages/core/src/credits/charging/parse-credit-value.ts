import { PricewrightError } from "../../errors/pricewright-error.ts";
import { MICRO, PICO, parsePico } from "../../money/scaled-decimal.ts";

/**
 * Reads what a credit is worth, such as `"0.01"`, into pico-units.
 *
 * @throws PricewrightError `invalid-credit-value` unless it is above 0 and a multiple of 0.000001 of the currency.
 */
export function parseCreditValue(creditValue: string): bigint {
  const pico = parsePico(creditValue);
  if (pico > 0n && pico % (PICO / MICRO) === 0n) return pico;
  throw new PricewrightError(
    "invalid-credit-value",
    `A credit cannot be worth ${creditValue}; use an amount above 0 with at most 6 decimals, like "0.01".`,
  );
}
