import type * as Sdk from "@lemonsqueezy/lemonsqueezy.js";
import { failedCall } from "../failed-call.ts";
import { loadPackage } from "../load-package.ts";

/** The official package. */
type LemonSqueezySdk = typeof Sdk;

/** What the package answers. */
interface Answer<Data> {
  readonly statusCode: number | null;
  readonly data: Data | null;
  readonly error: Error | null;
}

/** Calls Lemon Squeezy. */
export type CallLemonSqueezy = <Data>(
  call: (sdk: LemonSqueezySdk) => Promise<Answer<Data>>,
  isIdempotent: boolean,
) => Promise<Data>;

/**
 * A way to call Lemon Squeezy with a key. The package keeps one key for the whole process and reads it as a call begins,
 * so it is set just before each: several stores in one process do not get each other's.
 */
export function lemonSqueezyClient(apiKey: string, timeout: number): CallLemonSqueezy {
  const load = () => import("@lemonsqueezy/lemonsqueezy.js");
  return async (call, isIdempotent) => {
    const sdk = await loadPackage("lemonsqueezy", "@lemonsqueezy/lemonsqueezy.js", load);
    sdk.lemonSqueezySetup({ apiKey });
    const { statusCode, data, error } = await within(timeout, call(sdk));
    if (error === null && data !== null) return data;
    throw failedCall({
      provider: "lemonsqueezy",
      status: statusCode,
      said: reasonOf(error),
      isIdempotent,
      cause: error,
    });
  };
}

function reasonOf(error: Error | null): string | undefined {
  const { cause } = error ?? {};
  const [first] = Array.isArray(cause) ? cause : [cause];
  const detail = (first as { readonly detail?: unknown } | null | undefined)?.detail;
  return typeof detail === "string" ? detail : error?.message;
}

/** The package waits for an answer for ever. */
async function within<Data>(milliseconds: number, answer: Promise<Answer<Data>>): Promise<Answer<Data>> {
  const { promise, resolve } = Promise.withResolvers<Answer<Data>>();
  const error = new Error(`no answer within ${milliseconds} ms`);
  const timer = setTimeout(() => resolve({ statusCode: null, data: null, error }), milliseconds);
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
}
