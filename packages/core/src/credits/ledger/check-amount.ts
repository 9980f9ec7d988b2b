import { PricewrightError } from "../../errors/pricewright-error.ts";

/**
 * Refuses an amount of micro-credits that is not a bigint from 0.
 *
 * @throws PricewrightError `invalid-amount`.
 */
export function checkAmount(amount: bigint, field: string): void {
  if (typeof amount === "bigint" && amount >= 0n) return;
  throw new PricewrightError(
    "invalid-amount",
    `${field} is ${amount}. Give micro-credits as a bigint from 0; parseCredits("12.5") makes one.`,
  );
}
