import type { ChargeModel } from "../credits/charging/charge-model.ts";
import type { CatalogIds } from "./catalog-ids.ts";

/** How often a price is paid. */
export type Interval = "once" | "month" | "year";

/** Ids of one price at payment providers. */
export interface PriceProviders {
  /** Such as `"price_1Abc"`. */
  readonly stripe?: string | undefined;
  /** Id of the variant, which is what Lemon Squeezy calls a price. */
  readonly lemonsqueezy?: string | undefined;
}

/** Name of a payment provider that prices can have ids at. */
export type PaymentProvider = keyof PriceProviders;

/**
 * Usage that is paid for with a price, at the end of each of its intervals. It has no currency of its own: all of a
 * price is paid in one.
 */
export interface MeteredPart<Ids extends CatalogIds = CatalogIds> {
  readonly meter: NoInfer<Ids["meter"]>;
  /** What a quantity of the meter costs, in the price's currency. */
  readonly model: ChargeModel;
}

/** A fixed amount that is paid besides a price's own, such as a set-up fee. In the price's currency. */
export interface Fee {
  /** Shown to customers. */
  readonly name: string;
  /** Decimal string in major units. */
  readonly amount: string;
  readonly interval: Interval;
}

/** An immutable amount for a plan or a pack. Another amount is another price, with another id. */
export interface Price<Ids extends CatalogIds = CatalogIds> {
  /** Unique in the catalog. */
  readonly id: Ids["price"];
  /** Decimal string in major units, such as `"39.00"`. */
  readonly amount: string;
  /** ISO 4217 code. */
  readonly currency: string;
  readonly interval: Interval;
  /** Whether everyone sees it; a price that only experiments show is not listed. */
  readonly listed: boolean;
  readonly metered?: readonly MeteredPart<Ids>[] | undefined;
  readonly fees?: readonly Fee[] | undefined;
  /** The price's ids at payment providers. They stay on the server. */
  readonly providers?: PriceProviders | undefined;
}
