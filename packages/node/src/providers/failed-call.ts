import type { ProviderName } from "./provider.ts";
import { ProviderError } from "./provider-error.ts";

/** What people call the providers. */
const TITLES: Readonly<Record<ProviderName, string>> = {
  stripe: "Stripe",
  lemonsqueezy: "Lemon Squeezy",
  "paid-ai": "Paid",
  sandbox: "The sandbox",
};

/** A call that did not succeed. */
export interface FailedCall {
  readonly provider: ProviderName;
  /** Null where there was no answer. */
  readonly status: number | null;
  /** What the provider said of it. */
  readonly said?: string | undefined;
  /** Whether the call makes nothing twice: it only asks, or carries the provider's idempotency key. */
  readonly isIdempotent: boolean;
  readonly cause: unknown;
}

/**
 * The error of a call. An outage is `provider-unavailable`; whether to try again depends on whether the call could make
 * something twice, since nobody knows what a provider did that did not answer. Anything else is `provider-refused`.
 */
export function failedCall({ provider, status, said, isIdempotent, cause }: FailedCall): ProviderError {
  const title = TITLES[provider];
  const isTurnedAway = status === 429 || status === 503;
  if (status === null || status >= 500 || isTurnedAway) {
    const what = status === null ? "does not answer" : `answers with ${status}`;
    const retryable = isTurnedAway || isIdempotent;
    const advice = retryable ? "Try again in a moment." : "Look there before trying again: it may have been done.";
    return new ProviderError("provider-unavailable", `${title} ${what}. ${advice}`, {
      provider,
      status,
      retryable,
      cause,
    });
  }
  const reason = said ? `: ${said.slice(0, 300)}` : `, with status ${status}.`;
  return new ProviderError("provider-refused", `${title} does not do this${reason}`, { provider, status, cause });
}
