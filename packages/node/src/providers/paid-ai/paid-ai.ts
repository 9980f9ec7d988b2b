import type { PaidClient } from "@paid-ai/paid-node";
import { writeMetadata } from "@pricewright/core/providers";
import { failedCall } from "../failed-call.ts";
import { loadPackage } from "../load-package.ts";
import type { Provider } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";

/** How {@link paidAi} reaches your organisation. */
export interface PaidAiOptions {
  readonly apiKey: string;
  /** Paid's keys do not say which environment they are of. */
  readonly environment: "test" | "live";
  /**
   * Seconds to wait for an answer.
   *
   * @default 10
   */
  readonly timeoutInSeconds?: number | undefined;
}

/**
 * Checkouts, customer portals and usage signals by your own Paid organisation. Its package brings OpenTelemetry with it,
 * so `@paid-ai/paid-node` is imported when it is first needed. Paid documents no signature of its webhooks, so none is
 * believed: `parseWebhook` always refuses.
 *
 * @example
 * const provider = paidAi({ apiKey, environment: "test" });
 */
export function paidAi({ apiKey, environment, timeoutInSeconds = 10 }: PaidAiOptions): Provider {
  let loaded: Promise<PaidClient> | undefined;
  const client = (): Promise<PaidClient> => {
    loaded ??= loadPackage("paid-ai", "@paid-ai/paid-node", () => import("@paid-ai/paid-node")).then(
      (paid) => new paid.PaidClient({ token: apiKey, timeoutInSeconds, maxRetries: 0 }),
    );
    return loaded;
  };
  return {
    name: "paid-ai",
    environment,
    createCheckout: async ({ id, unit, price, successUrl, cancelUrl }) => {
      if (price.providerPrice === undefined)
        throw new ProviderError(
          "provider-refused",
          `The price "${price.id}" has no product at Paid. Give its id as the price's providerPrice.`,
          { provider: "paid-ai" },
        );
      const products = [{ id: price.providerPrice }];
      const { checkouts } = await client();
      const checkout = await call(false, () =>
        checkouts.createCheckout({
          products,
          externalCustomerId: unit.id,
          successUrl,
          cancelUrl,
          currency: price.currency,
          singleUse: true,
          metadata: writeMetadata({ unit, price: price.id, checkout: id }),
        }),
      );
      return { id: checkout.id, url: checkout.url };
    },
    customerPortal: async ({ customer, returnUrl }) => {
      const { customerPortals } = await client();
      const { url } = await call(true, () => customerPortals.createCustomerPortal({ customerId: customer, returnUrl }));
      return { url };
    },
    reportUsage: async ({ id, customer, meter, quantity, at }) => {
      const { signals } = await client();
      const { failed } = await call(true, () =>
        signals.createSignals({
          signals: [
            {
              eventName: meter,
              customer: { customerId: customer },
              idempotencyKey: id,
              data: { quantity },
              ...(at === undefined ? {} : { timestamp: at.toISOString() }),
            },
          ],
        }),
      );
      if (failed > 0)
        throw new ProviderError("provider-refused", `Paid did not take the signal "${id}" in.`, {
          provider: "paid-ai",
        });
    },
    parseWebhook: async () => {
      throw new ProviderError(
        "invalid-signature",
        "Paid documents no signature of its webhooks, so nothing tells them from forged ones. Have the payment provider behind Paid tell what was paid.",
        { provider: "paid-ai" },
      );
    },
  };
}

async function call<Result>(isIdempotent: boolean, ask: () => PromiseLike<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (cause) {
    const { statusCode, message } = cause as { readonly statusCode?: unknown; readonly message?: unknown };
    throw failedCall({
      provider: "paid-ai",
      status: typeof statusCode === "number" ? statusCode : null,
      said: typeof message === "string" ? message : undefined,
      isIdempotent,
      cause,
    });
  }
}
