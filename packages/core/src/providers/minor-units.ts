import { currencyExponent } from "../money/currency-exponent.ts";
import { divide } from "../money/ratio.ts";
import type { Seller } from "./seller.ts";

/** Currencies in which Stripe counts hundredths although they have none. */
const STRIPE_HUNDREDTHS = new Set(["ISK", "UGX"]);

/**
 * Digits after the point of the unit that a provider counts a currency in.
 *
 * @see https://docs.stripe.com/currencies#special-cases
 */
export function providerExponent(provider: Seller, currency: string): number {
  return provider === "stripe" && STRIPE_HUNDREDTHS.has(currency) ? 2 : currencyExponent(currency);
}

/** Smallest units as a decimal string in major units; fractions of them, such as `"0.5"`, too. */
export function toMajor(minor: number | string, exponent: number): string {
  const text = String(minor);
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const digits = whole.padStart(exponent + 1, "0");
  const decimals = `${digits.slice(digits.length - exponent)}${fraction}`;
  const major = digits.slice(0, digits.length - exponent);
  return `${negative ? "-" : ""}${major}${exponent > 0 || fraction ? `.${exponent > 0 ? decimals : fraction}` : ""}`;
}

/** A decimal string in smallest units. What is finer than they are is cut off: a published catalog has none of it. */
export function toMinor(amount: string, exponent: number): bigint {
  const [whole = "0", fraction = ""] = amount.split(".");
  return BigInt(`${whole}${fraction.slice(0, exponent).padEnd(exponent, "0")}`);
}

/** A part of a whole number, rounded to whole, so that the parts of growing shares add up. */
export function shareOf(amount: number, part: number, whole: number): number {
  return Number(divide(BigInt(amount) * BigInt(part), BigInt(whole), "half-even"));
}
