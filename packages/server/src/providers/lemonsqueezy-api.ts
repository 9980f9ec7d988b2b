import { callProvider, type ProviderAnswer } from "./call-provider.ts";

/** How to reach an account at Lemon Squeezy. */
export interface LemonSqueezyAccess {
  readonly address: string;
  readonly apiKey: string;
  /** The key before, while it is in its overlap: it is tried where the current one is not taken. */
  readonly previousApiKey?: string | undefined;
  /** Is told of each request, where those are counted. */
  readonly countCall?: (() => void) | undefined;
}

/** Asks Lemon Squeezy; with a document it creates something. */
export async function callLemonSqueezy(
  access: LemonSqueezyAccess,
  path: string,
  document?: object,
): Promise<ProviderAnswer> {
  const answer = await callOnce(access, path, document);
  // A key that is not taken has done nothing.
  if (answer.status !== 401 || access.previousApiKey === undefined) return answer;
  return callOnce({ ...access, apiKey: access.previousApiKey }, path, document);
}

function callOnce(
  { address, apiKey, countCall }: LemonSqueezyAccess,
  path: string,
  document: object | undefined,
): Promise<ProviderAnswer> {
  countCall?.();
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
