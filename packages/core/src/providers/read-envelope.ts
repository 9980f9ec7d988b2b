import type { PaymentProvider } from "../catalog/price.ts";
import { PricewrightError } from "../errors/pricewright-error.ts";
import { sha256 } from "../hash/sha256.ts";
import type { ProviderDocument } from "./provider-document.ts";
import { isKnownStripeVersion, STRIPE_VERSION } from "./stripe/stripe-version.ts";

/** What a webhook says of itself. */
export interface WebhookEnvelope {
  /** The same for the same event, at most 255 characters. */
  readonly id: string;
  readonly type: string;
  readonly environment: "test" | "live";
  /** The parsed body. */
  readonly document: ProviderDocument;
}

/**
 * Reads the envelope of a webhook whose signature was verified.
 *
 * @throws PricewrightError `malformed-json`, or `unsupported-api-version` for an event of another version of Stripe's API.
 */
export function readEnvelope(provider: PaymentProvider, body: string): WebhookEnvelope {
  const document = parse(body);
  if (provider === "lemonsqueezy") {
    const type = String(document.meta?.event_name);
    const isTest = document.meta?.test_mode ?? document.data?.attributes?.test_mode;
    // The event carries no id; the same bytes are the same event.
    const id = `${type}:${document.data?.id}:${sha256(body).slice(0, 32)}`;
    return { id: id.slice(0, 255), type, environment: isTest ? "test" : "live", document };
  }
  if (!isKnownStripeVersion(document.api_version))
    throw new PricewrightError(
      "unsupported-api-version",
      `The event is of Stripe's API version ${document.api_version}. Set the webhook endpoint to ${STRIPE_VERSION}.`,
    );
  return {
    id: String(document.id).slice(0, 255),
    type: String(document.type).slice(0, 255),
    environment: document.livemode === true ? "live" : "test",
    document,
  };
}

function parse(body: string): ProviderDocument {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === "object" && value !== null) return value;
  } catch {}
  throw new PricewrightError("malformed-json", "The body is not a JSON object.");
}
