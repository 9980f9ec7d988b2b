import type { Catalog } from "@pricewright/core/catalog";
import type { DeliveryCounts } from "../delivery/event-queue.ts";
import type { Pricing } from "../pricing/pricing.ts";
import type { PaymentStore } from "../webhooks/payment-store.ts";
import type { LocalExperiment } from "./local-experiment.ts";

/** Prices without a server. */
export interface LocalPricing<Sold extends Catalog = Catalog, Tested extends LocalExperiment = LocalExperiment>
  extends Pricing<Sold, Tested> {
  /** What became of events so far. */
  readonly delivery: () => DeliveryCounts;
  /** What payments need to know of each other, in the same store: for `receiveWebhook`. */
  readonly payments: PaymentStore;
}
