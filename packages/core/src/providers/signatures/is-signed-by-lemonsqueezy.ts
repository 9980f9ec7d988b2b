import { isSameText } from "../../signing/same-text.ts";
import { hexHmac, type SignedWebhook } from "./signed-webhook.ts";

/**
 * Whether Lemon Squeezy signed this. It signs no time, so a request that is sent again is known by its content only.
 *
 * @see https://docs.lemonsqueezy.com/help/webhooks/signing-requests
 */
export function isSignedByLemonSqueezy({ body, header = "", secret }: SignedWebhook): boolean {
  return isSameText(hexHmac(secret, body), header);
}
