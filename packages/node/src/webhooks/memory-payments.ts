import type { Seller } from "@pricewright/core/providers";
import type { PaymentStore, Payments, StoredPayment, StoredSubscription } from "./payment-store.ts";

/** Keeps payments in this process, for as long as it lives: for development and tests. */
export function memoryPayments(): PaymentStore {
  const payments = new Map<string, StoredPayment>();
  const subscriptions = new Map<string, StoredSubscription>();
  const keyOf = (seller: Seller, id: string) => `${seller}:${id}`;
  const kept: Payments = {
    findPayment: async (seller, ids) => {
      for (const id of ids) {
        const payment = payments.get(keyOf(seller, id));
        if (payment) return payments.get(keyOf(seller, payment.id));
      }
      return undefined;
    },
    savePayment: async (seller, payment) => {
      for (const id of [payment.id, ...payment.aliases]) payments.set(keyOf(seller, id), payment);
    },
    findSubscription: async (seller, id) => subscriptions.get(keyOf(seller, id)),
    saveSubscription: async (seller, subscription) => {
      subscriptions.set(keyOf(seller, subscription.id), subscription);
    },
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    exclusively: (work) => {
      const mine = last.then(() => work(kept));
      last = mine.catch(() => {});
      return mine;
    },
  };
}
