import { createHmac } from "node:crypto";
import type { ParsedWebhook } from "../provider.ts";

/** A webhook of the sandbox, as it comes in. */
export interface SandboxDelivery {
  readonly body: string;
  readonly headers: { readonly "content-type": string; readonly "sandbox-signature": string };
}

/** Writes and signs a webhook; the signature holds for five minutes. */
export function signDelivery(webhook: ParsedWebhook, secret: string, now: Date): SandboxDelivery {
  const body = JSON.stringify(webhook);
  const time = Math.floor(now.getTime() / 1000);
  const code = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
  return { body, headers: { "content-type": "application/json", "sandbox-signature": `t=${time},v1=${code}` } };
}
