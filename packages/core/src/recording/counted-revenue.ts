import { findProductPrice } from "../catalog/find-price.ts";
import type { Interval } from "../catalog/price.ts";
import type { PriceBook } from "../evaluation/price-book.ts";
import { currencyExponent } from "../money/currency-exponent.ts";
import { parseMoney } from "../money/parse-money.ts";
import type { ChargeablePrice } from "../quotes/prices-to-charge.ts";
import { byMonth } from "../statistics/folding/fold-unit.ts";
import type { ExperimentSettings } from "./recorded-experiment.ts";

/** Months that one payment pays for. */
const MONTHS: Readonly<Record<Interval, number>> = { once: 0, month: 1, year: 12 };

/**
 * Months that a payment of a price pays for, or 0 for a price that is paid once; undefined where the experiment counts
 * revenue as it was paid. A price of which nothing is known counts as one of a month: who pays it is in no total.
 */
export function monthsOf(
  { revenue }: Pick<ExperimentSettings, "revenue">,
  price: string,
  { catalogs }: Pick<PriceBook, "catalogs">,
): number | undefined {
  if (revenue !== "monthly-equivalent") return undefined;
  for (const { document } of catalogs.toReversed()) {
    const found = findProductPrice(document, price);
    if (found) return MONTHS[found.price.interval];
  }
  return 1;
}

/** What an experiment counts of a price, in major units: its amount, or what that is worth a month. */
export function countedAmount(
  { revenue }: Pick<ExperimentSettings, "revenue">,
  { amount, currency, interval }: Pick<ChargeablePrice, "amount" | "currency" | "interval">,
): number {
  if (revenue !== "monthly-equivalent") return Number(amount);
  return Number(byMonth(parseMoney(amount, currency).amount, MONTHS[interval])) / 10 ** currencyExponent(currency);
}
