import type { Seller } from "@pricewright/core/providers";
import type { PaymentStore, Payments, StoredPayment, StoredSubscription } from "../../webhooks/payment-store.ts";
import type { Store, StoreTransaction } from "../store/store.ts";
import { fromStoreText, storeKey, toStoreText } from "../store/store-text.ts";
import { takeTurns } from "../store/take-turns.ts";

const PAYMENTS = "payments";
const SUBSCRIPTIONS = "subscriptions";

/** Keeps payments in a store, beside everything else. */
export function storePayments(store: Store): PaymentStore {
  // Within a process one at a time, so that waiting webhooks do not take every connection of a store's pool.
  const inTurn = takeTurns();
  return {
    exclusively: (work) =>
      inTurn([PAYMENTS], () => store.transaction([PAYMENTS], (transaction) => work(paymentsIn(transaction)))),
  };
}

function paymentsIn(transaction: StoreTransaction): Payments {
  const find = async <Value>(collection: string, seller: Seller, id: string): Promise<Value | undefined> => {
    const key = storeKey(seller, id);
    const text = (await transaction.read(collection, [key])).get(key);
    return text === undefined ? undefined : fromStoreText<Value>(text);
  };
  return {
    findPayment: async (seller, ids) => {
      for (const id of ids) {
        // Under an alias stands the payment's own id.
        const own = await find<{ readonly id: string }>(PAYMENTS, seller, id);
        if (own) return find<StoredPayment>(PAYMENTS, seller, own.id);
      }
      return undefined;
    },
    savePayment: async (seller, payment) => {
      for (const alias of payment.aliases)
        transaction.write(PAYMENTS, storeKey(seller, alias), toStoreText({ id: payment.id }));
      transaction.write(PAYMENTS, storeKey(seller, payment.id), toStoreText(payment));
    },
    findSubscription: (seller, id) => find<StoredSubscription>(SUBSCRIPTIONS, seller, id),
    saveSubscription: async (seller, subscription) =>
      transaction.write(SUBSCRIPTIONS, storeKey(seller, subscription.id), toStoreText(subscription)),
  };
}
