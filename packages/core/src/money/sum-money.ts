import { PricewrightError } from "../errors/pricewright-error.ts";
import type { Money } from "./money.ts";

/**
 * The sum of amounts of one currency; two currencies have no sum.
 *
 * @throws PricewrightError `mixed-currencies`, which names both, and `invalid-money` for a list of nothing, whose
 * currency nobody knows.
 *
 * @example
 * sumMoney([parseMoney("39.00", "USD"), parseMoney("0.01", "USD")]); // { amount: 3901n, currency: "USD" }
 */
export function sumMoney(amounts: readonly Money[]): Money {
  const [first] = amounts;
  if (!first)
    throw new PricewrightError("invalid-money", "Nothing has no currency; give at least one amount to sum up.");
  const other = amounts.find(({ currency }) => currency !== first.currency);
  if (other)
    throw new PricewrightError(
      "mixed-currencies",
      `${first.currency} and ${other.currency} have no sum; convert one of them at a rate of your choice first.`,
    );
  return { amount: amounts.reduce((sum, { amount }) => sum + amount, 0n), currency: first.currency };
}
