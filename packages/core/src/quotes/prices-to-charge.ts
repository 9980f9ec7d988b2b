import { isAvailable } from "../catalog/availability.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { findProductPrice } from "../catalog/find-price.ts";
import type { Interval } from "../catalog/price.ts";
import type { Quote } from "./quote.ts";

/** A price that a quote allows to be charged. */
export interface ChargeablePrice {
  /** Id of the plan or pack. */
  readonly plan: string;
  readonly interval: Interval;
  /** Price id. */
  readonly price: string;
  /** Decimal string in major units. */
  readonly amount: string;
  readonly currency: string;
}

/** A price that may not be sold any more. */
export interface PriceWithdrawal {
  /** Whether quotes from before still hold. */
  readonly honour: "issued" | "none";
  readonly withdrawnAt: Date;
}

/** What {@link pricesToCharge} looks at besides the quote. */
export interface PricesToChargeOptions {
  /** Catalogs up to the quote's version, oldest first: the last one is what the quote is against. */
  readonly catalogs: readonly Catalog[];
  /** By price id. */
  readonly withdrawn: ReadonlyMap<string, PriceWithdrawal>;
}

/** What may be charged on a quote. */
export interface PricesToChargeResult {
  readonly prices: readonly ChargeablePrice[];
  /** Prices that were quoted and have been withdrawn since. */
  readonly withdrawn: readonly ChargeablePrice[];
}

/**
 * The price of each plan and pack that a verified quote allows: the listed ones of its catalog version, with the prices
 * that the quote names in their place.
 *
 * @example
 * const { prices } = pricesToCharge(quote, { catalogs: [catalog], withdrawn: new Map() });
 */
export function pricesToCharge(quote: Quote, { catalogs, withdrawn }: PricesToChargeOptions): PricesToChargeResult {
  const catalog = catalogs.at(-1);
  if (!catalog) return { prices: [], withdrawn: [] };
  const named = quote.prices.flatMap(({ plan, price, amount, currency }): ChargeablePrice[] => {
    const found = catalogs.findLast((one) => findProductPrice(one, price));
    const interval = found && findProductPrice(found, price)?.price.interval;
    return interval ? [{ plan, interval, price, amount, currency }] : [];
  });
  const placeOf = ({ plan, interval, currency }: ChargeablePrice) => JSON.stringify([plan, interval, currency]);
  const places = new Set(named.map(placeOf));
  const listed = listedPrices(catalog, quote).filter((price) => !places.has(placeOf(price)));
  const isWithdrawn = ({ price }: ChargeablePrice) => {
    const withdrawal = withdrawn.get(price);
    if (!withdrawal) return false;
    // Quotes tell time in whole seconds, rounded down.
    return withdrawal.honour === "none" || quote.issuedAt * 1000 > withdrawal.withdrawnAt.getTime();
  };
  const all = [...named, ...listed];
  return { prices: all.filter((price) => !isWithdrawn(price)), withdrawn: all.filter(isWithdrawn) };
}

function listedPrices({ plans, packs = [] }: Catalog, { currency, issuedAt }: Quote): ChargeablePrice[] {
  const at = new Date(issuedAt * 1000);
  return [...plans, ...packs]
    .filter(({ available }) => available === undefined || isAvailable(available, at))
    .flatMap(({ id: plan, prices }) =>
      prices
        .filter((price) => price.listed && price.currency === currency)
        .map(({ id: price, amount, interval }) => ({ plan, interval, price, amount, currency })),
    );
}
