import { isPricewrightError } from "@pricewright/core";
import { readEnvelope, type SignedWebhook, type WebhookEnvelope } from "@pricewright/core/providers";
import type { WebhookHeaders } from "./provider.ts";
import { ProviderError } from "./provider-error.ts";
import { headerOf } from "./webhook-header.ts";

/** A webhook and what it is judged by. */
export interface WebhookToVerify {
  readonly provider: "stripe" | "lemonsqueezy";
  readonly environment: "test" | "live";
  readonly rawBody: string | Uint8Array;
  readonly headers: WebhookHeaders;
  /** Name of the header with the signature. */
  readonly header: string;
  /** The secret, and the one before while it is rolled. */
  readonly secrets: readonly string[];
  readonly isSigned: (signed: SignedWebhook) => boolean;
  readonly now: Date;
}

/**
 * Verifies a webhook before anything in it is believed, and reads its envelope.
 *
 * @throws ProviderError `invalid-signature`, `wrong-environment`, `unsupported-api-version` or `malformed-json`.
 */
export function verifyWebhook(input: WebhookToVerify): WebhookEnvelope {
  const { provider, environment, rawBody, secrets, isSigned, now } = input;
  const body = typeof rawBody === "string" ? rawBody : new TextDecoder().decode(rawBody);
  const header = headerOf(input.headers, input.header);
  if (!secrets.some((secret) => secret !== "" && isSigned({ body, header, secret, now })))
    throw new ProviderError(
      "invalid-signature",
      "The webhook is not signed with the webhook secret that is set here, or was signed too long ago. Give the raw body, as it came.",
      { provider },
    );
  const envelope = envelopeOf(provider, body);
  if (envelope.environment !== environment)
    throw new ProviderError(
      "wrong-environment",
      `The webhook is of the ${envelope.environment} environment, and this key is of ${environment}.`,
      { provider },
    );
  return envelope;
}

function envelopeOf(provider: WebhookToVerify["provider"], body: string): WebhookEnvelope {
  try {
    return readEnvelope(provider, body);
  } catch (cause) {
    if (!isPricewrightError(cause)) throw cause;
    throw new ProviderError(cause.code, cause.message, { provider, cause });
  }
}
