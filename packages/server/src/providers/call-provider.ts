import type { ProviderName } from "@pricewright/core/api";
import { RequestProblem } from "../problems/problem.ts";

/** A request to a provider. */
export interface ProviderCall {
  readonly provider: ProviderName;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** @default GET */
  readonly method?: "GET" | "POST" | "DELETE";
  readonly body?: string | undefined;
}

/** What a provider answered, below 500. */
export interface ProviderAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: providers answer with every shape; what is used of it is checked there
  readonly body: any;
}

/** Milliseconds that a provider has to answer. */
const ANSWERED_WITHIN = 10_000;

/** What providers are called, for people. */
export const PROVIDER_TITLES: Readonly<Record<ProviderName, string>> = {
  stripe: "Stripe",
  lemonsqueezy: "Lemon Squeezy",
  paid: "Paid",
};

/**
 * Asks a provider once; nothing is tried again here, for only the caller knows whether that creates something twice.
 *
 * @throws RequestProblem `provider-unavailable` when it does not answer, or answers that it cannot now.
 */
export async function callProvider({
  provider,
  url,
  headers,
  method = "GET",
  body,
}: ProviderCall): Promise<ProviderAnswer> {
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: "error",
      signal: AbortSignal.timeout(ANSWERED_WITHIN),
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (response.status >= 500 || response.status === 429) throw unavailable(provider, response.status);
    return { status: response.status, body: parse(text) };
  } catch (error) {
    if (error instanceof RequestProblem) throw error;
    throw unavailable(provider, null);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function unavailable(provider: ProviderName, status: number | null): RequestProblem {
  const what = status === null ? "does not answer" : `answers with ${status}`;
  return new RequestProblem(
    "provider-unavailable",
    `${PROVIDER_TITLES[provider]} ${what}. Try again in a moment; nothing was changed here.`,
    { headers: { "retry-after": "10" }, extensions: { retryable: true } },
  );
}
