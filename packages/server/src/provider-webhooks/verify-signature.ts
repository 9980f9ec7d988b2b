import { createHash, createHmac } from "node:crypto";
import { isSameText } from "../secrets/signed-text.ts";

/** Seconds by which the provider's clock and this one may differ. */
const TOLERANCE = 300;

/** A signed request of a provider. */
export interface SignedWebhook {
  /** The body exactly as it came. */
  readonly body: string;
  readonly header: string | undefined;
  readonly secret: string;
  readonly now: Date;
}

/**
 * Whether Stripe signed this, and lately: `t=...,v1=...`, several signatures while its secret is rolled.
 *
 * @see https://docs.stripe.com/webhooks/signature
 */
export function isSignedByStripe({ body, header = "", secret, now }: SignedWebhook): boolean {
  const parts = header.split(",").map((part) => part.trim().split("=", 2) as [string, string?]);
  const time = parts.find(([name]) => name === "t")?.[1] ?? "";
  if (!/^\d{1,12}$/.test(time) || Math.abs(now.getTime() / 1000 - Number(time)) > TOLERANCE) return false;
  const expected = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
  return parts.some(([name, value = ""]) => name === "v1" && isSameText(expected, value));
}

/**
 * Whether Lemon Squeezy signed this. It signs no time, so a request that is sent again is known by its content only.
 *
 * @see https://docs.lemonsqueezy.com/help/webhooks/signing-requests
 */
export function isSignedByLemonSqueezy({ body, header = "", secret }: SignedWebhook): boolean {
  return isSameText(createHmac("sha256", secret).update(body).digest("hex"), header);
}

/** An id of a body: the same for the same bytes only. */
export function contentId(body: string): string {
  return createHash("sha256").update(body).digest("base64url").slice(0, 22);
}
