import type { Ratio } from "../../money/ratio.ts";
import { formatScaled } from "../../money/scaled-decimal.ts";

/** A fraction whose denominator is a power of ten as a decimal string, every digit of it. */
export function formatExact({ numerator, denominator }: Ratio): string {
  return formatScaled(numerator, denominator.toString().length - 1);
}
