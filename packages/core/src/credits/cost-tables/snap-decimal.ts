import { divide, parseDecimal } from "../../money/ratio.ts";
import { formatPico, PICO } from "../../money/scaled-decimal.ts";

/** A decimal string with at most 12 decimals and no needless zeros: the nearest one, half way the even one. */
export function snapDecimal(decimal: string): string {
  const { numerator, denominator } = parseDecimal(decimal);
  return formatPico(divide(numerator * PICO, denominator, "half-even"));
}

/** Whether {@link snapDecimal} changes the value of a decimal string. */
export function isSnapped(decimal: string): boolean {
  const { numerator, denominator } = parseDecimal(decimal);
  return (numerator * PICO) % denominator !== 0n;
}
