/** How often a price is paid. */
export type Interval = "once" | "month" | "year";

/** An immutable amount for a plan. */
export interface Price {
  /** Unique in the catalog. */
  readonly id: string;
  /** Decimal string in major units, such as `"39.00"`. */
  readonly amount: string;
  /** ISO 4217 code. */
  readonly currency: string;
  readonly interval: Interval;
  /** Whether everyone sees it; a price that only experiments show is not listed. */
  readonly listed: boolean;
  /** The price's ids at payment providers. They stay on the server. */
  readonly providers?: PriceProviders | undefined;
}

/** Ids of one price at payment providers. */
export interface PriceProviders {
  /** Such as `"price_1Abc"`. */
  readonly stripe?: string | undefined;
  /** Id of the variant, which is what Lemon Squeezy calls a price. */
  readonly lemonsqueezy?: string | undefined;
}

/** What a customer buys. */
export interface Plan {
  /** Unique in the catalog. */
  readonly id: string;
  /** Shown to customers. */
  readonly name: string;
  /** One sentence, shown under the name. */
  readonly description?: string | undefined;
  /** What is included, a line each. */
  readonly features: readonly string[];
  readonly prices: readonly Price[];
}

/** Everything a tenant sells. */
export interface Catalog {
  /** Currency of every price that does not name its own. */
  readonly currency: string;
  readonly plans: readonly Plan[];
}

/** A price together with the plan it belongs to. */
export interface PlanPrice {
  readonly plan: Plan;
  readonly price: Price;
}

/** Finds a price by its id. */
export function findPrice(catalog: Catalog, priceId: string): PlanPrice | undefined {
  for (const plan of catalog.plans) {
    const price = plan.prices.find(({ id }) => id === priceId);
    if (price) return { plan, price };
  }
  return undefined;
}
