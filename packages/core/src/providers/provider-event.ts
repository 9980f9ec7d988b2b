import type { UnitReference } from "../api/events.ts";
import type { AttributionMetadata } from "./attribution-metadata.ts";
import type { ReviewedLine } from "./reviewed-line.ts";

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
  /** Lines that are no sale of a price: nothing is guessed of them. */
  readonly review: readonly ReviewedLine[];
}

/** Money that went back, or that came back again. */
export interface ProviderRefund {
  /** `provider:object`; the sale's line and the kind come after. */
  readonly object: string;
  /** A won dispute gives back what the dispute took. */
  readonly kind: "refund" | "dispute" | "dispute-won";
  /** Ids that the payment may be known by. */
  readonly payments: readonly string[];
  /** In the provider's smallest units: of a refund all that went back so far, of a dispute its own amount. */
  readonly amount: number;
}

/** Where a subscription stands. */
export interface ProviderSubscription {
  readonly id: string;
  /** Such as `active`, `trialing`, `past-due` or `canceled`. */
  readonly status: string;
  /** The payment that it began with, where the provider keeps that apart. */
  readonly origin: string | null;
  /** The object's own time; milliseconds since 1970. 0 for what only tells whose it is. */
  readonly at: number;
}

/** What one webhook says, whichever provider sent it. */
export interface ProviderEvent extends AttributionMetadata {
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

/** A payment that is known from before: what its refunds are shared out over. */
export interface KnownPayment {
  readonly id: string;
  readonly unit: UnitReference;
  /** Tax included, in the provider's smallest units. */
  readonly total: number;
  /** What went back so far by refunds. */
  readonly refunded: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly lines: readonly Pick<ProviderSale, "id" | "revenue">[];
}
