import { z } from "zod";
import { isoTime } from "./fields.ts";

/** `GET /v1/billing/status`: what a tenant pays this platform. */
export interface BillingStatus {
  /** Null for no limit. */
  readonly plan: "free" | "starter" | "pro" | "enterprise" | null;
  readonly status: "trialing" | "active" | "past-due" | "canceled" | "none";
  /** When the trial ends or ended; null where there was none. */
  readonly trialEndsAt: string | null;
  /** Until when it is paid; null where nothing is. */
  readonly paidUntil: string | null;
  readonly usage: { readonly used: number; readonly limit: number | null; readonly resetsAt: string };
}

/** `POST /v1/billing/checkout`. */
export interface BillingCheckoutRequest {
  readonly plan: "starter" | "pro";
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/** `POST /v1/billing/portal`. */
export interface BillingPortalRequest {
  readonly returnUrl: string;
}

/** Where to send the person. */
export interface BillingLink {
  readonly url: string;
}

const address = z
  .string()
  .max(2048)
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    "use a whole address that starts with https://",
  );

export const billingStatus: z.ZodType<BillingStatus> = z.object({
  plan: z.enum(["free", "starter", "pro", "enterprise"]).nullable(),
  status: z.enum(["trialing", "active", "past-due", "canceled", "none"]),
  trialEndsAt: isoTime.nullable(),
  paidUntil: isoTime.nullable(),
  usage: z.object({ used: z.number().int(), limit: z.number().int().nullable(), resetsAt: z.string() }),
});

export const billingCheckoutRequest: z.ZodType<BillingCheckoutRequest> = z.strictObject({
  plan: z.enum(["starter", "pro"]),
  successUrl: address,
  cancelUrl: address,
});

export const billingPortalRequest: z.ZodType<BillingPortalRequest> = z.strictObject({ returnUrl: address });

export const billingLink: z.ZodType<BillingLink> = z.object({ url: z.string() });
