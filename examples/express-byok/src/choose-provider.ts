import type { Provider } from "@pricewright/node";
import { lemonsqueezy } from "@pricewright/node/lemonsqueezy";
import { type SandboxDelivery, sandbox } from "@pricewright/node/sandbox";
import { stripe } from "@pricewright/node/stripe";

/** Your keys, as environment variables. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Who takes payments: Stripe or Lemon Squeezy where there is a key, and else the sandbox, whose webhooks are sent by
 * `deliver`.
 */
export function chooseProvider(
  environment: Environment,
  deliver: (webhook: SandboxDelivery) => Promise<void>,
): Provider {
  const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, LEMONSQUEEZY_API_KEY, LEMONSQUEEZY_STORE_ID } = environment;
  if (STRIPE_SECRET_KEY) return stripe({ apiKey: STRIPE_SECRET_KEY, webhookSecret: STRIPE_WEBHOOK_SECRET });
  if (LEMONSQUEEZY_API_KEY)
    return lemonsqueezy({
      apiKey: LEMONSQUEEZY_API_KEY,
      storeId: LEMONSQUEEZY_STORE_ID ?? "",
      environment: environment.LEMONSQUEEZY_LIVE === "true" ? "live" : "test",
      webhookSecret: environment.LEMONSQUEEZY_WEBHOOK_SECRET,
    });
  return sandbox({ deliver });
}
