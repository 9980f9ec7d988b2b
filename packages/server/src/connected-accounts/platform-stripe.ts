import type { Scope } from "../database/database.ts";
import type { ProviderSettings } from "../providers/provider-settings.ts";
import type { StripeAccess } from "../providers/stripe-api.ts";

/**
 * How the platform reaches Stripe for tenants of an environment; null where tenants bring their own keys only, or where
 * the platform's key is of the other environment.
 */
export function platformStripe(
  { mode, platform, addresses }: ProviderSettings,
  { environment }: Pick<Scope, "environment">,
): Pick<StripeAccess, "address" | "apiKey"> | null {
  const { stripe } = platform;
  if (mode === "byok-only" || !stripe || !new RegExp(`^(sk|rk)_${environment}_`).test(stripe.apiKey)) return null;
  return { address: addresses.stripe, apiKey: stripe.apiKey };
}
