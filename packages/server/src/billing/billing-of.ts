import type { ProviderSettings } from "../providers/provider-settings.ts";
import type { BillingProvider } from "./billing-provider.ts";
import { lemonSqueezyBilling } from "./lemonsqueezy-billing.ts";
import { stripeBilling } from "./stripe-billing.ts";

/** By whom tenants are billed: only where plans have prices at a provider of the platform's; else by nobody. */
export function billingOf({ platform, addresses, billingPrices }: ProviderSettings): BillingProvider | null {
  if (billingPrices.starter === null && billingPrices.pro === null) return null;
  const { stripe, lemonsqueezy } = platform;
  if (stripe) return stripeBilling({ address: addresses.stripe, apiKey: stripe.apiKey }, stripe.webhookSecret);
  if (!lemonsqueezy) return null;
  const access = { address: addresses.lemonsqueezy, apiKey: lemonsqueezy.apiKey };
  return lemonSqueezyBilling(access, lemonsqueezy.store, lemonsqueezy.webhookSecret);
}
