import { PricewrightError } from "../errors/pricewright-error.ts";

/** An exact fraction. Kept until the end of a computation, so that rounding happens once. */
export interface Ratio {
  readonly numerator: bigint;
  /** Above 0. Not reduced to lowest terms. */
  readonly denominator: bigint;
}

/** How {@link divide} rounds what is left: away from 0, or to the nearest whole number and, half way, to an even one. */
export type Rounding = "up" | "half-even";

/**
 * Reads a plain decimal string, such as `"0.4"`, `"-12"` or `"1.25"`, exactly.
 *
 * @throws PricewrightError `invalid-decimal` for anything else: numbers are refused, since 0.1 is none of them exactly.
 */
export function parseDecimal(text: string): Ratio {
  const match = typeof text === "string" ? /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/.exec(text) : null;
  if (!match?.[2])
    throw new PricewrightError(
      "invalid-decimal",
      `${JSON.stringify(text)} is not a decimal string; write it like "0.4"`,
    );
  const fraction = match[3] ?? "";
  const magnitude = BigInt(match[2] + fraction);
  return { numerator: match[1] ? -magnitude : magnitude, denominator: 10n ** BigInt(fraction.length) };
}

/** The quotient as a whole number. */
export function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const [top, bottom] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const whole = top / bottom;
  const rest = top % bottom;
  if (rest === 0n) return negative ? -whole : whole;
  const twice = rest * 2n;
  const away = rounding === "up" || twice > bottom || (twice === bottom && whole % 2n === 1n);
  const magnitude = away ? whole + 1n : whole;
  return negative ? -magnitude : magnitude;
}

/** The sum of two fractions. */
export function addRatios(a: Ratio, b: Ratio): Ratio {
  if (a.denominator === b.denominator) return { numerator: a.numerator + b.numerator, denominator: a.denominator };
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

/** The product of two fractions. */
export function multiplyRatios(a: Ratio, b: Ratio): Ratio {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** Whether the first fraction is smaller, equal or larger: below 0, 0, or above 0. */
export function compareRatios(a: Ratio, b: Ratio): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
