import type { PublishCatalogRequest } from "@pricewright/core/api";

type Plan = PublishCatalogRequest["plans"][number];
type Price = NonNullable<Plan["prices"]>[number];

/** A price of a plan that can be tested against others of the same plan, interval and currency. */
export interface TestablePrice {
  readonly plan: string;
  readonly planName: string;
  readonly id: string;
  readonly amount: string;
  readonly currency: string;
  readonly interval: Price["interval"];
}

/** The prices that customers see today. */
export function testablePrices({ plans, currency: usual }: PublishCatalogRequest): readonly TestablePrice[] {
  return plans.flatMap(({ id: plan, name: planName, prices = [] }) =>
    prices
      .filter(({ listed }) => listed !== false)
      .map(({ id, amount, currency = usual, interval }) => ({
        plan,
        planName,
        id,
        amount: String(amount),
        currency,
        interval,
      })),
  );
}

/** A price list that has the prices to try, and their ids. */
export interface WithTriedPrices {
  readonly catalog: PublishCatalogRequest;
  readonly prices: readonly { readonly id: string; readonly amount: string }[];
  /** Whether a version must be published first. */
  readonly changed: boolean;
}

/** Adds what a price list lacks for a test: prices that are not listed, and shown by experiments only. */
export function withTriedPrices(
  catalog: PublishCatalogRequest,
  today: TestablePrice,
  amounts: readonly string[],
): WithTriedPrices {
  const plan = catalog.plans.find(({ id }) => id === today.plan);
  const like = (plan?.prices ?? []).filter(
    ({ interval, currency = catalog.currency }) => interval === today.interval && currency === today.currency,
  );
  const prices = amounts.map((amount) => {
    const known = like.find((price) => Number(price.amount) === Number(amount));
    return known ? { id: known.id, amount, isNew: false } : { id: `${today.id}-try-${amount}`, amount, isNew: true };
  });
  const added = prices
    .filter(({ isNew }) => isNew)
    .map(({ id, amount }) => ({ id, amount, currency: today.currency, interval: today.interval, listed: false }));
  const plans = catalog.plans.map((each) =>
    each.id === today.plan ? { ...each, prices: [...(each.prices ?? []), ...added] } : each,
  );
  return { catalog: { ...catalog, plans } as PublishCatalogRequest, prices, changed: added.length > 0 };
}
