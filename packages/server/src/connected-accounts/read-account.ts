import type { AccountState } from "./queries.ts";

/**
 * What Stripe's document of an account says: it may take payments once `charges_enabled` is true.
 *
 * @see https://docs.stripe.com/api/accounts/object
 */
// biome-ignore lint/suspicious/noExplicitAny: a provider's document; every field is read with a default
export function readAccount(document: any): AccountState {
  const due: unknown = document?.requirements?.currently_due;
  return {
    account: String(document?.id),
    ready: document?.charges_enabled === true,
    submitted: document?.details_submitted === true,
    due: Array.isArray(due) ? due.map(String).slice(0, 100) : [],
  };
}
