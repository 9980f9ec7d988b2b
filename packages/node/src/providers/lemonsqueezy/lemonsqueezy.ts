import { type AskProvider, isSignedByLemonSqueezy, readLemonSqueezy } from "@pricewright/core/providers";
import type { Provider } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { verifyWebhook } from "../verify-webhook.ts";
import { createLemonSqueezyCheckout } from "./create-lemonsqueezy-checkout.ts";
import { lemonSqueezyClient } from "./lemonsqueezy-client.ts";

/** How {@link lemonsqueezy} reaches your store. */
export interface LemonSqueezyOptions {
  readonly apiKey: string;
  /** Id of the store that sells. */
  readonly storeId: string;
  /** Which of the store's modes the key is of; the key does not say it. */
  readonly environment: "test" | "live";
  /**
   * The webhook's signing secret; two while it is changed.
   *
   * @default none: every webhook is refused
   */
  readonly webhookSecret?: string | readonly string[] | undefined;
  /**
   * Milliseconds to wait for an answer.
   *
   * @default 10_000
   */
  readonly timeout?: number | undefined;
}

/**
 * Payments by your own Lemon Squeezy store. The package `@lemonsqueezy/lemonsqueezy.js` is imported when it is first
 * needed. A signature tells nothing of time, so keep the ids of webhooks: the same id again is a repetition.
 *
 * @example
 * const provider = lemonsqueezy({ apiKey, storeId: "12", environment: "test", webhookSecret });
 */
export function lemonsqueezy(options: LemonSqueezyOptions): Provider {
  const { apiKey, storeId, environment, webhookSecret, timeout = 10_000 } = options;
  const secrets = [webhookSecret ?? []].flat();
  const call = lemonSqueezyClient(apiKey, timeout);
  const ask: AskProvider = async (path) => {
    const [, id] = /^\/v1\/subscriptions\/(\d+)$/.exec(path) ?? [];
    if (id === undefined) return { status: 404, body: null };
    try {
      return { status: 200, body: await call((sdk) => sdk.getSubscription(id), true) };
    } catch (error) {
      if (!(error instanceof ProviderError) || error.status === null || error.code !== "provider-refused") throw error;
      return { status: error.status, body: null };
    }
  };
  return {
    name: "lemonsqueezy",
    environment,
    createCheckout: (checkout) =>
      createLemonSqueezyCheckout(call, { storeId, testMode: environment === "test" }, checkout),
    customerPortal: async ({ customer }) => {
      const { data } = await call((sdk) => sdk.getSubscription(customer), true);
      return { url: data.attributes.urls.customer_portal };
    },
    reportUsage: async ({ customer, quantity }) => {
      await call((sdk) => sdk.createUsageRecord({ subscriptionItemId: Number(customer), quantity }), false);
    },
    parseWebhook: async (rawBody, headers) => {
      const { document, ...envelope } = verifyWebhook({
        provider: "lemonsqueezy",
        environment,
        rawBody,
        headers,
        header: "x-signature",
        secrets,
        isSigned: isSignedByLemonSqueezy,
        now: new Date(),
      });
      return { ...envelope, event: await readLemonSqueezy({ event: document, ask }) };
    },
  };
}
