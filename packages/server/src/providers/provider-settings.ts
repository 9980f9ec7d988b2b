import type { ProviderName } from "@pricewright/core/api";

/** Whose keys payments go by: tenants' own, the platform's, or either. */
type PlatformMode = "hybrid" | "byok-only" | "managed-only";

/** The platform's own account at a provider: it bills tenants, and in managed mode acts for their accounts. */
interface PlatformKeys {
  readonly stripe: {
    readonly apiKey: string;
    readonly webhookSecret: string | null;
    /** What Stripe signs webhooks about connected accounts with. */
    readonly connectWebhookSecret: string | null;
  } | null;
  readonly lemonsqueezy: {
    readonly apiKey: string;
    readonly store: string;
    readonly webhookSecret: string | null;
  } | null;
  readonly paid: { readonly apiKey: string } | null;
}

/** How this server talks to payment providers and to tenants' webhook endpoints. */
export interface ProviderSettings {
  readonly mode: PlatformMode;
  /** Where each provider's API is, without a slash at the end. */
  readonly addresses: Readonly<Record<ProviderName, string>>;
  readonly platform: PlatformKeys;
  /** What tenants' plans are called at the platform's own provider: a Stripe price or a Lemon Squeezy variant. */
  readonly billingPrices: Readonly<Record<"starter" | "pro", string | null>>;
  /** Whether webhooks may go to private networks: for tests, and for servers that serve one company only. */
  readonly allowPrivateAddresses: boolean;
}

/** A server without keys of its own. */
export const NO_PLATFORM_KEYS: ProviderSettings = {
  mode: "hybrid",
  addresses: {
    stripe: "https://api.stripe.com",
    lemonsqueezy: "https://api.lemonsqueezy.com",
    paid: "https://api.agentpaid.io/api/v2",
  },
  platform: { stripe: null, lemonsqueezy: null, paid: null },
  billingPrices: { starter: null, pro: null },
  allowPrivateAddresses: false,
};
