import { providerExponent, toMinor, writeMetadata } from "@pricewright/core/providers";
import type Stripe from "stripe";
import type { CheckoutPrice, ProviderCheckout, ProviderSession } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { callStripe, type StripeClient } from "./stripe-client.ts";

/** Makes a Checkout Session: one for each checkout, however often it is asked for. */
export async function createStripeSession(client: StripeClient, checkout: ProviderCheckout): Promise<ProviderSession> {
  const { id, unit, price, customer, trialDays = 0, successUrl, cancelUrl } = checkout;
  const metadata = writeMetadata({ unit, price: price.id, checkout: id });
  const isOnce = price.interval === "once";
  const { id: session, url } = await callStripe(() =>
    client.checkout.sessions.create(
      {
        mode: isOnce ? "payment" : "subscription",
        success_url: successUrl,
        cancel_url: cancelUrl,
        client_reference_id: id.slice(0, 200),
        // What was quoted is charged, in the currency in which it was quoted.
        adaptive_pricing: { enabled: false },
        line_items: [{ quantity: 1, ...itemOf(checkout.plan, price) }],
        metadata,
        ...(customer === undefined ? {} : { customer }),
        ...(isOnce
          ? { payment_intent_data: { metadata } }
          : { subscription_data: { metadata, ...(trialDays > 0 ? { trial_period_days: trialDays } : {}) } }),
      },
      { idempotencyKey: id },
    ),
  );
  if (url) return { id: session, url };
  throw new ProviderError("provider-refused", "Stripe made a session without a page.", { provider: "stripe" });
}

function itemOf(plan: string, price: CheckoutPrice): Stripe.Checkout.SessionCreateParams.LineItem {
  if (price.providerPrice !== undefined) return { price: price.providerPrice };
  const { amount, currency, interval } = price;
  return {
    price_data: {
      currency: currency.toLowerCase(),
      unit_amount: Number(toMinor(amount, providerExponent("stripe", currency))),
      product_data: { name: plan },
      ...(interval === "once" ? {} : { recurring: { interval } }),
    },
  };
}
