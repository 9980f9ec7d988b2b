import type Stripe from "stripe";
import { failedCall } from "../failed-call.ts";

/** The official client. */
export type StripeClient = Stripe;

/** Calls Stripe. Its client gives every create an idempotency key, so each call may be made again. */
export async function callStripe<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (cause) {
    const status = statusOf(cause);
    const said = cause instanceof Error ? cause.message : undefined;
    throw failedCall({ provider: "stripe", status, said, isIdempotent: true, cause });
  }
}

/** HTTP status of an error of Stripe's client, or null where there was no answer. */
export function statusOf(error: unknown): number | null {
  const status = (error as { readonly statusCode?: unknown }).statusCode;
  return typeof status === "number" ? status : null;
}
