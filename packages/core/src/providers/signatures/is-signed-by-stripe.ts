import { isSameText } from "../../signing/same-text.ts";
import { hexHmac, type SignedWebhook } from "./signed-webhook.ts";

/** Seconds by which the provider's clock and this one may differ. */
const TOLERANCE = 300;

/**
 * Whether Stripe signed this, and lately: `t=...,v1=...`, several signatures while its secret is rolled.
 *
 * @see https://docs.stripe.com/webhooks/signature
 */
export function isSignedByStripe({ body, header = "", secret, now }: SignedWebhook): boolean {
  const parts = header.split(",").map((part) => part.trim().split("=", 2) as [string, string?]);
  const time = parts.find(([name]) => name === "t")?.[1] ?? "";
  if (!/^\d{1,12}$/.test(time) || Math.abs(now.getTime() / 1000 - Number(time)) > TOLERANCE) return false;
  const expected = hexHmac(secret, `${time}.${body}`);
  return parts.some(([name, value = ""]) => name === "v1" && isSameText(expected, value));
}
