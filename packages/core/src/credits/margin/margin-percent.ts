import { divide } from "../../money/ratio.ts";

/** Margin in percent of revenue, rounded half to even to two decimals, such as `"44.29"`; null without revenue. */
export function marginPercent(revenue: bigint, cost: bigint): string | null {
  return revenue === 0n ? null : toHundredths(divide((revenue - cost) * 10_000n, revenue, "half-even"));
}

/** Hundredths as a decimal string with two decimals. */
export function toHundredths(hundredths: bigint): string {
  const digits = (hundredths < 0n ? -hundredths : hundredths).toString().padStart(3, "0");
  return `${hundredths < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
