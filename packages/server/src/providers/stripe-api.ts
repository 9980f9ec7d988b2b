import { STRIPE_VERSION } from "@pricewright/core/providers";
import { callProvider, type ProviderAnswer } from "./call-provider.ts";

/** How to reach an account at Stripe. */
export interface StripeAccess {
  readonly address: string;
  readonly apiKey: string;
  /** The key before, while it is in its overlap: it is tried where the current one is not taken. */
  readonly previousApiKey?: string | undefined;
  /** A connected account that the platform acts for. */
  readonly connectedAccount?: string | undefined;
  /** Is told of each request, where those are counted. */
  readonly countCall?: (() => void) | undefined;
}

/** A request to Stripe. */
export interface StripeCall {
  readonly path: string;
  /** Makes it a POST; nested as Stripe nests forms, such as `metadata[unit]`. */
  readonly form?: Readonly<Record<string, string>> | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** Asks Stripe. */
export async function callStripe(access: StripeAccess, call: StripeCall): Promise<ProviderAnswer> {
  const answer = await callOnce(access, call);
  // A key that is not taken has done nothing.
  if (answer.status !== 401 || access.previousApiKey === undefined) return answer;
  return callOnce({ ...access, apiKey: access.previousApiKey }, call);
}

function callOnce(
  { address, apiKey, connectedAccount, countCall }: StripeAccess,
  { path, form, idempotencyKey }: StripeCall,
): Promise<ProviderAnswer> {
  countCall?.();
  return callProvider({
    provider: "stripe",
    url: `${address}${path}`,
    method: form ? "POST" : "GET",
    headers: {
      authorization: `Bearer ${apiKey}`,
      "stripe-version": STRIPE_VERSION,
      ...(connectedAccount ? { "stripe-account": connectedAccount } : {}),
      ...(idempotencyKey ? { "idempotency-key": idempotencyKey } : {}),
      ...(form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
    },
    ...(form ? { body: new URLSearchParams(form).toString() } : {}),
  });
}
