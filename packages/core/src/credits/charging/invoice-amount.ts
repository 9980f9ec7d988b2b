import { currencyExponent } from "../../money/currency-exponent.ts";
import type { Money } from "../../money/money.ts";
import { divide, parseDecimal } from "../../money/ratio.ts";

/**
 * An exact amount in the minor units that a payment is made in, half way to the even one. To be used once for each
 * line of an invoice, on `QuantityCharge.exact` or `Charge.charge`.
 *
 * @example
 * invoiceAmount("5.485", "USD"); // { amount: 548n, currency: "USD" }
 */
export function invoiceAmount(decimal: string, currency: string): Money {
  const { numerator, denominator } = parseDecimal(decimal);
  const scale = 10n ** BigInt(currencyExponent(currency));
  return { amount: divide(numerator * scale, denominator, "half-even"), currency };
}
