import { isSignedByStripe, readStripe } from "@pricewright/core/providers";
import { loadPackage } from "../load-package.ts";
import type { Provider } from "../provider.ts";
import { verifyWebhook } from "../verify-webhook.ts";
import { askStripe } from "./ask-stripe.ts";
import { createStripeSession } from "./create-stripe-session.ts";
import { callStripe, type StripeClient } from "./stripe-client.ts";

/** How {@link stripe} reaches your account. */
export interface StripeOptions {
  /** Your secret or restricted key, `sk_...` or `rk_...`. */
  readonly apiKey: string;
  /**
   * The endpoint's signing secret, `whsec_...`; two while it is rolled.
   *
   * @default none: every webhook is refused
   */
  readonly webhookSecret?: string | readonly string[] | undefined;
  /**
   * A connected account to act for, `acct_...`.
   *
   * @default your own account
   */
  readonly connectedAccount?: string | undefined;
  /**
   * Milliseconds to wait for an answer.
   *
   * @default 10_000
   */
  readonly timeout?: number | undefined;
  /**
   * Times that an outage is tried again; every create carries an idempotency key.
   *
   * @default 2
   */
  readonly retries?: number | undefined;
  /**
   * The time now.
   *
   * @default () => new Date()
   */
  readonly clock?: (() => Date) | undefined;
}

/**
 * Payments by your own Stripe account. The package `stripe` is imported when it is first needed.
 *
 * @example
 * const provider = stripe({ apiKey: process.env.STRIPE_SECRET_KEY ?? "", webhookSecret: process.env.STRIPE_WEBHOOK_SECRET });
 */
export function stripe(options: StripeOptions): Provider {
  const { apiKey, connectedAccount, timeout = 10_000, retries = 2, clock = () => new Date() } = options;
  const secrets = [options.webhookSecret ?? []].flat();
  let loaded: Promise<StripeClient> | undefined;
  const client = (): Promise<StripeClient> => {
    loaded ??= loadPackage("stripe", "stripe", () => import("stripe")).then(
      ({ default: Stripe }) =>
        new Stripe(apiKey, {
          timeout,
          maxNetworkRetries: retries,
          telemetry: false,
          ...(connectedAccount === undefined ? {} : { stripeAccount: connectedAccount }),
        }),
    );
    return loaded;
  };
  const environment = /^(sk|rk)_(org_)?live_/.test(apiKey) ? "live" : "test";
  return {
    name: "stripe",
    environment,
    createCheckout: async (checkout) => createStripeSession(await client(), checkout),
    customerPortal: async ({ customer, returnUrl }) => {
      const { billingPortal } = await client();
      const { url } = await callStripe(() => billingPortal.sessions.create({ customer, return_url: returnUrl }));
      return { url };
    },
    reportUsage: async ({ id, customer, meter, quantity, at }) => {
      const { billing } = await client();
      const payload = { stripe_customer_id: customer, value: String(quantity) };
      const timestamp = at === undefined ? {} : { timestamp: Math.floor(at.getTime() / 1000) };
      await callStripe(() =>
        billing.meterEvents.create(
          { event_name: meter, identifier: id, payload, ...timestamp },
          { idempotencyKey: id },
        ),
      );
    },
    parseWebhook: async (rawBody, headers) => {
      const now = clock();
      const { document, ...envelope } = verifyWebhook({
        provider: "stripe",
        environment,
        rawBody,
        headers,
        header: "stripe-signature",
        secrets,
        isSigned: isSignedByStripe,
        now,
      });
      const ask = askStripe(client);
      return { ...envelope, event: await readStripe({ event: document, ask, now: now.getTime() }) };
    },
  };
}
