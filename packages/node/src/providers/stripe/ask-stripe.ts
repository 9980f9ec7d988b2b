import type { AskProvider } from "@pricewright/core/providers";
import { callStripe, type StripeClient, statusOf } from "./stripe-client.ts";

/** Asks Stripe for what a webhook leaves out; what it does not show to this key is an answer too. */
export function askStripe(client: () => Promise<StripeClient>): AskProvider {
  return async (path) => {
    const stripe = await client();
    return callStripe(async () => {
      try {
        return { status: 200, body: await stripe.rawRequest("GET", path) };
      } catch (error) {
        const status = statusOf(error);
        if (status === null || status === 429 || status >= 500) throw error;
        return { status, body: null };
      }
    });
  };
}
