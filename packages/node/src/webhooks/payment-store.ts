import type { UnitReference } from "@pricewright/core/api";
import type { KnownPayment, Seller } from "@pricewright/core/providers";

/** Keeps what payments need to know of each other: a refund of its payment, a renewal of its subscription's owner. */
export interface PaymentStore {
  /**
   * Does work while nobody else does any, in this process or another, and keeps what it kept when it succeeds: with a
   * database, one transaction under a lock.
   */
  readonly exclusively: <Result>(work: (payments: Payments) => Promise<Result>) => Promise<Result>;
}

/** What {@link PaymentStore} keeps. */
export interface Payments {
  /** The payment that one of these ids or aliases names. */
  readonly findPayment: (seller: Seller, ids: readonly string[]) => Promise<StoredPayment | undefined>;
  readonly savePayment: (seller: Seller, payment: StoredPayment) => Promise<void>;
  readonly findSubscription: (seller: Seller, id: string) => Promise<StoredSubscription | undefined>;
  readonly saveSubscription: (seller: Seller, subscription: StoredSubscription) => Promise<void>;
}

/** A payment, and the other ids that a refund may name it by. */
export interface StoredPayment extends KnownPayment {
  readonly aliases: readonly string[];
}

/** Whose a subscription is, and the payment that it began with. */
export interface StoredSubscription {
  readonly id: string;
  readonly unit: UnitReference;
  readonly origin: string | null;
}
