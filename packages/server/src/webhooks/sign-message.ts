import { createHmac, randomBytes } from "node:crypto";

/** A message to be signed. */
export interface WebhookMessage {
  readonly id: string;
  readonly body: string;
  readonly at: Date;
}

/** A new signing secret. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(24).toString("base64")}`;
}

/**
 * The headers by which a receiver knows that a message is ours and new.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signMessage({ id, body, at }: WebhookMessage, secret: string): Readonly<Record<string, string>> {
  const time = Math.floor(at.getTime() / 1000);
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const code = createHmac("sha256", key).update(`${id}.${time}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(time), "webhook-signature": `v1,${code}` };
}
