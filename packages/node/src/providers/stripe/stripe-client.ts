import type Stripe from "stripe";
import { failedCall } from "../failed-call.ts";

/** The official client. */
export type StripeClient = Stripe;

/** Calls Stripe. Its client gives every create an idempotency key, so each call may be made again. */
export async function callStripe<Result>(call: () => Promise<Result>): Promise<Result> {
  const fail = (status: number | null, cause: unknown) => {
    const said = cause instanceof Error ? cause.message : undefined;
    return failedCall({ provider: "stripe", status, said, isIdempotent: true, cause });
  };
  let result: Result;
  try {
    result = await call();
  } catch (cause) {
    throw fail(statusOf(cause), cause);
  }
  // Its client takes any JSON for a success that does not say "error", such as that of a proxy.
  const status = answeredStatus(result);
  if (status !== null && status >= 400) throw fail(status, result);
  return result;
}

function answeredStatus(result: unknown): number | null {
  const { lastResponse } = (result ?? {}) as { readonly lastResponse?: { readonly statusCode?: unknown } };
  return typeof lastResponse?.statusCode === "number" ? lastResponse.statusCode : null;
}

/** HTTP status of an error of Stripe's client, or null where there was no answer. */
export function statusOf(error: unknown): number | null {
  const status = (error as { readonly statusCode?: unknown }).statusCode;
  return typeof status === "number" ? status : null;
}
