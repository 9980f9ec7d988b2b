/** What providers are called. */
export const PROVIDER_NAMES = { stripe: "Stripe", lemonsqueezy: "Lemon Squeezy", paid: "Paid.ai" } as const;
