import type { UnitId } from "../units/frozen-store.ts";

/** One thing that was bought, as a provider tells of it. */
export interface ProviderSale {
  /** `provider:object:line:sale`, whatever event told of it. */
  readonly id: string;
  /** The provider's id of the price on the invoice's line. */
  readonly providerPrice: string | null;
  /** One unit, before discount, tax and proration: decimal string in major units. */
  readonly amount: string;
  /** After discount, without tax, in the provider's smallest units. */
  readonly revenue: number;
}

/** Money that came in. */
export interface ProviderPayment {
  /** The invoice, or what stands in its place. */
  readonly id: string;
  /** Other ids that a refund may name it by. */
  readonly aliases: readonly string[];
  /** All of it, tax included, in the provider's smallest units. */
  readonly total: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly sales: readonly ProviderSale[];
  /** Lines that are no sale of a price, such as prorations. */
  readonly leftOut: number;
}

/** Money that went back. */
export interface ProviderRefund {
  /** `provider:object:kind`; the sales' lines come between. */
  readonly object: string;
  readonly kind: "refund" | "dispute";
  /** Ids that the payment may be known by. */
  readonly payments: readonly string[];
  /** In the provider's smallest units: of a refund all that went back so far, of a dispute its own amount. */
  readonly amount: number;
}

/** Where a subscription stands. */
interface ProviderSubscription {
  readonly id: string;
  readonly status: string;
  /** The payment that it began with, where the provider keeps that apart. */
  readonly origin: string | null;
  /** The object's own time; milliseconds since 1970. 0 for what only tells whose it is. */
  readonly at: number;
}

/** What one webhook says, in the words of this server. */
export interface ProviderEvent {
  /** From the metadata that was put on the provider's session and subscription. */
  readonly unit: UnitId | null;
  /** The price and the checkout that the same metadata names. */
  readonly price: string | null;
  readonly checkout: string | null;
  /** By which the unit may be known where the event does not say it. */
  readonly subscriptionId: string | null;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  readonly subscription: ProviderSubscription | null;
  readonly payment: ProviderPayment | null;
  readonly refund: ProviderRefund | null;
  /** What happened that is no money. */
  readonly outcome: { readonly id: string; readonly name: string } | null;
}

/** An event that says nothing. */
export const NOTHING: ProviderEvent = {
  unit: null,
  price: null,
  checkout: null,
  subscriptionId: null,
  occurredAt: 0,
  subscription: null,
  payment: null,
  refund: null,
  outcome: null,
};
