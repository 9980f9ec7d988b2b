import { callProvider, type ProviderAnswer } from "./call-provider.ts";

/** How to reach an account at Lemon Squeezy. */
export interface LemonSqueezyAccess {
  readonly address: string;
  readonly apiKey: string;
}

/** Asks Lemon Squeezy; with a document it creates something. */
export function callLemonSqueezy(
  { address, apiKey }: LemonSqueezyAccess,
  path: string,
  document?: object,
): Promise<ProviderAnswer> {
  return callProvider({
    provider: "lemonsqueezy",
    url: `${address}${path}`,
    method: document ? "POST" : "GET",
    headers: {
      authorization: `Bearer ${apiKey}`,
      accept: "application/vnd.api+json",
      ...(document ? { "content-type": "application/vnd.api+json" } : {}),
    },
    ...(document ? { body: JSON.stringify(document) } : {}),
  });
}
