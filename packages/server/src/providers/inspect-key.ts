import type { ProviderName } from "@pricewright/core/api";
import type { Scope } from "../database/database.ts";
import { RequestProblem } from "../problems/problem.ts";
import { callProvider, PROVIDER_TITLES } from "./call-provider.ts";
import { callLemonSqueezy } from "./lemonsqueezy-api.ts";
import type { ProviderSettings } from "./provider-settings.ts";
import { callStripe } from "./stripe-api.ts";

/** What to ask a provider about a key. */
export interface InspectKeyInput {
  readonly provider: ProviderName;
  readonly apiKey: string;
  readonly environment: Scope["environment"];
  readonly settings: Pick<ProviderSettings, "addresses">;
  /** Of Lemon Squeezy: the store that is meant. */
  readonly store?: string | null | undefined;
  /** Counts a request. */
  readonly countCall: () => void;
}

/** What a provider says of a key. */
export interface KeyFacts {
  readonly account: string | null;
  readonly missingPermissions: readonly string[];
}

/** What an adapter reads at Stripe, with the name of the permission. */
const STRIPE_READS = {
  "Prices: read": "/v1/prices?limit=1",
  "Checkout Sessions: read": "/v1/checkout/sessions?limit=1",
  "Subscriptions: read": "/v1/subscriptions?limit=1",
  "Invoices: read": "/v1/invoices?limit=1",
  "Charges: read": "/v1/charges?limit=1",
} as const;

/** What it creates: a request without its fields is refused as such by whoever may do it, and creates nothing. */
const STRIPE_WRITES = {
  "Checkout Sessions: write": "/v1/checkout/sessions",
  "Customer portal: write": "/v1/billing_portal/sessions",
} as const;

/**
 * Asks a provider whose key this is and what it may not do.
 *
 * @throws RequestProblem `invalid-request` where the provider does not know the key or it is for the other environment,
 * `provider-unavailable` where it does not answer.
 */
export function inspectKey(input: InspectKeyInput): Promise<KeyFacts> {
  return { stripe: inspectStripe, lemonsqueezy: inspectLemonSqueezy, paid: inspectPaid }[input.provider](input);
}

async function inspectStripe({ apiKey, environment, settings, countCall }: InspectKeyInput): Promise<KeyFacts> {
  if (!new RegExp(`^(sk|rk)_${environment}_`).test(apiKey))
    throw refused(
      "wrong-environment",
      `use a secret or restricted key that begins with sk_${environment}_ or rk_${environment}_`,
    );
  const access = { address: settings.addresses.stripe, apiKey, countCall };
  const account = await callStripe(access, { path: "/v1/account" });
  if (account.status === 403)
    throw refused("missing-permission", "the key may not read its own account; give it the permission Accounts: read");
  if (account.status !== 200 || typeof account.body?.id !== "string") throw unknownKey("stripe");
  const missing: string[] = [];
  for (const [name, path] of Object.entries(STRIPE_READS))
    if (isForbidden((await callStripe(access, { path })).status)) missing.push(name);
  for (const [name, path] of Object.entries(STRIPE_WRITES))
    if (isForbidden((await callStripe(access, { path, form: {} })).status)) missing.push(name);
  return { account: account.body.id, missingPermissions: missing };
}

async function inspectLemonSqueezy({
  apiKey,
  environment,
  settings,
  store,
  countCall,
}: InspectKeyInput): Promise<KeyFacts> {
  const access = { address: settings.addresses.lemonsqueezy, apiKey, countCall };
  const user = await callLemonSqueezy(access, "/v1/users/me");
  if (user.status !== 200) throw unknownKey("lemonsqueezy");
  const isTest = user.body?.meta?.test_mode;
  if (typeof isTest === "boolean" && isTest !== (environment === "test"))
    throw refused("wrong-environment", `the key is for ${isTest ? "test" : "live"} mode, and this is ${environment}`);
  const stores = await callLemonSqueezy(access, "/v1/stores");
  const ids = (Array.isArray(stores.body?.data) ? stores.body.data : []).map(({ id }: { id: unknown }) => String(id));
  if (store && !ids.includes(store))
    throw refused(
      "unknown-store",
      `the key sees the stores ${ids.join(", ") || "none"}, and ${store} is none of them`,
      "store",
    );
  if (!store && ids.length !== 1)
    throw refused("several-stores", `the key sees the stores ${ids.join(", ") || "none"}; say which`, "store");
  return { account: store ?? ids[0], missingPermissions: [] };
}

/** Asks for one customer, as Paid's own SDK does. What it answers with does not say whose the key is. */
async function inspectPaid({ apiKey, settings, countCall }: InspectKeyInput): Promise<KeyFacts> {
  countCall();
  const { status, body } = await callProvider({
    provider: "paid",
    url: `${settings.addresses.paid}/customers/?limit=1`,
    headers: { authorization: `Bearer ${apiKey}`, accept: "application/json" },
  });
  if (status !== 200 || !Array.isArray(body?.data)) throw unknownKey("paid");
  return { account: null, missingPermissions: [] };
}

function isForbidden(status: number): boolean {
  return status === 401 || status === 403;
}

function unknownKey(provider: ProviderName): RequestProblem {
  return refused(
    "key-refused",
    `${PROVIDER_TITLES[provider]} does not take this key: it is mistyped, revoked or expired`,
  );
}

function refused(code: string, message: string, field = "apiKey"): RequestProblem {
  return new RequestProblem("invalid-request", `The request is not valid: ${field}: ${message}.`, {
    problems: [{ field, code, message }],
  });
}
