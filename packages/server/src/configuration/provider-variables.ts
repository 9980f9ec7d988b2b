import { z } from "zod";
import { NO_PLATFORM_KEYS, type ProviderSettings } from "../providers/provider-settings.ts";

const secret = z.string().min(8, "use the key as the provider shows it").optional();
const id = z
  .string()
  .regex(/^[\w-]{1,255}$/, "use the id as the provider shows it")
  .optional();

/** Variables about payment providers and webhooks. */
export const PROVIDER_VARIABLES = {
  PLATFORM_MODE: z
    .enum(["hybrid", "byok-only", "managed-only"], { error: "use hybrid, byok-only or managed-only" })
    .default("hybrid"),
  STRIPE_SECRET_KEY: secret,
  STRIPE_WEBHOOK_SECRET: secret,
  STRIPE_CONNECT_WEBHOOK_SECRET: secret,
  LEMONSQUEEZY_API_KEY: secret,
  LEMONSQUEEZY_STORE_ID: z.string().regex(/^\d+$/, "use the store's number").optional(),
  LEMONSQUEEZY_WEBHOOK_SECRET: secret,
  PAID_API_KEY: secret,
  PAID_API_BASE_URL: z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
      "use an address that starts with https://",
    )
    .optional(),
  BILLING_STARTER_PRICE: id,
  BILLING_PRO_PRICE: id,
  WEBHOOK_PRIVATE_ADDRESSES: z.enum(["true", "false"], { error: 'use "true" or "false"' }).default("false"),
};

type ProviderVariables = z.output<z.ZodObject<typeof PROVIDER_VARIABLES>>;

/** What only makes sense together, as zod words its problems. */
export function findProviderProblems(variables: Readonly<Record<string, string | undefined>>) {
  const problems: { readonly path: readonly string[]; readonly message: string }[] = [];
  const need = (name: string, wanted: boolean, why: string) => {
    if (wanted && !variables[name]) problems.push({ path: [name], message: why });
  };
  const { PLATFORM_MODE, LEMONSQUEEZY_API_KEY, STRIPE_SECRET_KEY } = variables;
  need("LEMONSQUEEZY_STORE_ID", LEMONSQUEEZY_API_KEY !== undefined, "say which store LEMONSQUEEZY_API_KEY sells in");
  need(
    "STRIPE_SECRET_KEY",
    PLATFORM_MODE === "managed-only",
    "managed payments go by the platform's own Stripe account",
  );
  need(
    "STRIPE_SECRET_KEY",
    variables.STRIPE_CONNECT_WEBHOOK_SECRET !== undefined,
    "accounts are connected to the platform's own Stripe account",
  );
  const billed = [variables.BILLING_STARTER_PRICE, variables.BILLING_PRO_PRICE].some((price) => price !== undefined);
  if (billed && !STRIPE_SECRET_KEY && !LEMONSQUEEZY_API_KEY)
    problems.push({
      path: ["STRIPE_SECRET_KEY"],
      message: "plans are billed by Stripe or Lemon Squeezy; set the key of one",
    });
  return problems;
}

/** The settings that the variables make. */
export function toProviderSettings(data: ProviderVariables): ProviderSettings {
  const { addresses } = NO_PLATFORM_KEYS;
  return {
    mode: data.PLATFORM_MODE,
    addresses: { ...addresses, paid: data.PAID_API_BASE_URL?.replace(/\/+$/, "") ?? addresses.paid },
    platform: {
      stripe: data.STRIPE_SECRET_KEY
        ? {
            apiKey: data.STRIPE_SECRET_KEY,
            webhookSecret: data.STRIPE_WEBHOOK_SECRET ?? null,
            connectWebhookSecret: data.STRIPE_CONNECT_WEBHOOK_SECRET ?? null,
          }
        : null,
      lemonsqueezy:
        data.LEMONSQUEEZY_API_KEY && data.LEMONSQUEEZY_STORE_ID
          ? {
              apiKey: data.LEMONSQUEEZY_API_KEY,
              store: data.LEMONSQUEEZY_STORE_ID,
              webhookSecret: data.LEMONSQUEEZY_WEBHOOK_SECRET ?? null,
            }
          : null,
      paid: data.PAID_API_KEY ? { apiKey: data.PAID_API_KEY } : null,
    },
    billingPrices: { starter: data.BILLING_STARTER_PRICE ?? null, pro: data.BILLING_PRO_PRICE ?? null },
    allowPrivateAddresses: data.WEBHOOK_PRIVATE_ADDRESSES === "true",
  };
}
