import { findProductPrice } from "../catalog/find-price.ts";
import { chargesOf } from "../evaluation/charges-of.ts";
import { type BookExperiment, catalogOf, type PriceBook } from "../evaluation/price-book.ts";
import { variantPrices } from "../evaluation/variant-prices.ts";
import { currencyExponent } from "../money/currency-exponent.ts";
import { parseMoney } from "../money/parse-money.ts";
import type { Quote } from "../quotes/quote.ts";

/** A price that was shown or charged. */
interface ReportedPrice {
  readonly price: string;
  readonly amount: string;
  readonly currency: string;
}

/** Compares what was reported with what an experiment meant. */
export interface PriceCheck {
  /** Whether a variant shows this price at this amount. */
  readonly isVariantPrice: (experiment: string, variant: string, reported: ReportedPrice) => boolean;
  /** Whether everything that a quote promises is what a variant shows. */
  readonly isVariantQuote: (experiment: string, variant: string, quote: Quote) => boolean;
}

/** Prepares the check for one batch; each variant's prices are worked out once. */
export function createPriceCheck(book: PriceBook): PriceCheck {
  const prices = new Map<string, Map<string, ReadonlyMap<string, ReportedPrice>>>();
  const experimentOf = (key: string): BookExperiment => {
    const row = book.experiments.get(key);
    if (!row) throw new Error(`experiment "${key}" is not stored`);
    return row;
  };
  const pricesOf = (experiment: string, variant: string) => {
    const known = prices.get(experiment)?.get(variant);
    if (known) return known;
    const row = experimentOf(experiment);
    const made = new Map(
      variantPrices(row, variant, catalogOf(book, row.catalogVersion)).map((price) => [price.price, price]),
    );
    prices.set(experiment, (prices.get(experiment) ?? new Map()).set(variant, made));
    return made;
  };
  /** Where the experiment tests nothing, whatever was published may stand. */
  const published = (experiment: string, { price }: ReportedPrice): ReportedPrice | undefined => {
    const row = experimentOf(experiment);
    const found = book.catalogs.flatMap(({ document }) => findProductPrice(document, price) ?? []).at(-1);
    if (!found) return undefined;
    const own = catalogOf(book, row.catalogVersion);
    const tested = row.variants.flatMap(({ prices = [] }) => prices.flatMap((id) => findProductPrice(own, id) ?? []));
    const isTested = tested.some(
      (other) =>
        other.product.id === found.product.id &&
        other.price.interval === found.price.interval &&
        other.price.currency === found.price.currency,
    );
    return isTested ? undefined : { price, amount: found.price.amount, currency: found.price.currency };
  };
  // Units of one arm are shown the same amounts.
  const amounts = new Map<string, boolean>();
  const isSameAmount = (meant: ReportedPrice, reported: ReportedPrice): boolean => {
    const key = `${meant.amount} ${reported.amount} ${reported.currency}`;
    const known = amounts.get(key);
    if (known !== undefined) return known;
    const same = sameAmount(meant, reported);
    amounts.set(key, same);
    return same;
  };
  const isVariantPrice: PriceCheck["isVariantPrice"] = (experiment, variant, reported) => {
    const meant = pricesOf(experiment, variant).get(reported.price) ?? published(experiment, reported);
    return meant !== undefined && meant.currency === reported.currency && isSameAmount(meant, reported);
  };
  // Units of one arm have quotes of the same content.
  const quotes = new Map<string, boolean>();
  return {
    isVariantPrice,
    isVariantQuote: (experiment, variant, quote) => {
      const { catalogVersion, currency, prices: named } = quote;
      const key = JSON.stringify([experiment, variant, catalogVersion, currency, named]);
      const known = quotes.get(key);
      if (known !== undefined) return known;
      // A price that was withdrawn since was promised all the same.
      const promised = chargesOf(quote, { ...book, withdrawn: new Map() }).prices;
      const made = promised.every((price) => isVariantPrice(experiment, variant, price));
      quotes.set(key, made);
      return made;
    },
  };
}

function sameAmount(a: ReportedPrice, b: ReportedPrice): boolean {
  if (a.amount === b.amount) return true;
  const decimals = (b.amount.split(".")[1] ?? "").replace(/0+$/, "").length;
  if (decimals > currencyExponent(b.currency)) return false;
  return parseMoney(a.amount, a.currency).amount === parseMoney(b.amount, b.currency).amount;
}
