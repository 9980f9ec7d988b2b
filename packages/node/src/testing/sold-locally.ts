import { definePricing } from "@pricewright/core/catalog";
import { createLocal } from "../local/create-local.ts";
import type { LocalPricing } from "../local/local-pricing.ts";
import { memoryStore } from "../local/store/memory-store.ts";
import { type SandboxProvider, sandbox } from "../providers/sandbox/sandbox.ts";
import type { SandboxDelivery } from "../providers/sandbox/sign-delivery.ts";
import type { SiteOptions } from "../site/site-options.ts";

/** An app's prices without a server: one price test, and the sandbox that sells. */
export interface SoldLocally {
  readonly pricing: LocalPricing;
  readonly provider: SandboxProvider;
  /** What an adapter is made with; the account that is signed in is named by a header of the test's. */
  readonly options: <Native>(accountOf: SiteOptions<Native>["accountOf"]) => SiteOptions<Native>;
  /** Set where the sandbox's webhooks go. */
  deliverTo: (webhook: SandboxDelivery) => Promise<void>;
  readonly close: () => Promise<void>;
}

const catalog = definePricing({
  currency: "USD",
  plans: [
    {
      id: "pro",
      name: "Pro",
      prices: [
        { id: "pro-39", amount: "39.00", interval: "month" },
        { id: "pro-59", amount: "59.00", interval: "month", listed: false },
      ],
    },
  ],
});

/** Makes one, by default in the test environment. */
export function sellLocally(environment: "test" | "live" = "test"): SoldLocally {
  const provider = sandbox({ deliver: (webhook) => sold.deliverTo(webhook) });
  const experiment = {
    key: "pro-price",
    control: "price-39",
    variants: [
      { key: "price-39", prices: ["pro-39"] },
      { key: "price-59", prices: ["pro-59"] },
    ],
  };
  const pricing = createLocal({
    catalog,
    experiments: [experiment],
    store: memoryStore(),
    environment,
    signingKey: "not-a-secret-0123456789-0123456789",
    provider,
    flushOnTermination: false,
  });
  const sold: SoldLocally = {
    pricing,
    provider,
    options: (accountOf) => ({
      pricing,
      cookieSecret: "not-a-secret-0123456789-0123456789",
      accountOf,
      checkout: { successUrl: "https://shop.example/thanks", cancelUrl: "https://shop.example/prices" },
      webhooks: [{ provider, catalogs: [catalog], payments: pricing.payments }],
    }),
    deliverTo: async () => {},
    close: async () => {
      await provider.close();
      await pricing.close();
    },
  };
  return sold;
}
