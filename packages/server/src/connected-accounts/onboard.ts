import type { ConnectedAccountLink, ConnectedAccountLinkRequest } from "@pricewright/core/api";
import { writeAudit } from "../audit/write-audit.ts";
import type { Scope } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import type { Principal } from "../keys/principal.ts";
import { RequestProblem } from "../problems/problem.ts";
import { callStripe, type StripeAccess } from "../providers/stripe-api.ts";
import type { Services } from "../services.ts";
import { noteAccountState } from "./note-account-state.ts";
import { platformStripe } from "./platform-stripe.ts";
import { type ConnectedAccountRow, keepConnectedAccount, readConnectedAccount } from "./queries.ts";
import { readAccount } from "./read-account.ts";

type OnboardingServices = Pick<Services, "database" | "clock" | "providers">;

/**
 * Where a tenant fills in what Stripe wants to know, at Stripe; the account is made when it is asked for first. The link
 * is for one visit within a few minutes.
 *
 * @throws RequestProblem `no-payment-provider` where the platform takes no payments for tenants, `provider-refused` or
 * `provider-unavailable`.
 */
export async function linkToOnboarding(
  services: OnboardingServices,
  { scope, id: actor }: Principal,
  { returnUrl, refreshUrl = returnUrl }: ConnectedAccountLinkRequest,
): Promise<ConnectedAccountLink> {
  const access = accessOf(services, scope);
  const known = await services.database.inScope(scope, (queries) => readConnectedAccount(queries, scope));
  const { account } = known ?? (await makeAccount(services, scope, access, actor));
  const { status, body } = await callStripe(access, {
    path: "/v1/account_links",
    form: { account, type: "account_onboarding", return_url: returnUrl, refresh_url: refreshUrl },
  });
  if (status !== 200 || typeof body?.url !== "string") throw refused(body?.error?.message);
  return { account, link: body.url, expiresAt: new Date(Number(body.expires_at) * 1000).toISOString() };
}

/**
 * A tenant's account as Stripe says that it is now; null where none was made.
 *
 * @throws RequestProblem `no-payment-provider`, `provider-refused` or `provider-unavailable`.
 */
export async function refreshAccount(services: OnboardingServices, scope: Scope): Promise<ConnectedAccountRow | null> {
  const { database, clock } = services;
  const known = await database.inScope(scope, (queries) => readConnectedAccount(queries, scope));
  if (!known) return null;
  const { status, body } = await callStripe(accessOf(services, scope), {
    path: `/v1/accounts/${encodeURIComponent(known.account)}`,
  });
  if (status !== 200) throw refused(body?.error?.message);
  const noted = await database.inScope(scope, (queries) =>
    noteAccountState(queries, scope, readAccount(body), clock()),
  );
  return noted ?? null;
}

/** The tenant owns the account, pays Stripe's fees and bears its losses: the platform only acts for it. */
const TERMS = {
  "controller[fees][payer]": "account",
  "controller[losses][payments]": "stripe",
  "controller[requirement_collection]": "stripe",
  "controller[stripe_dashboard][type]": "full",
} as const;

async function makeAccount(
  { database, clock }: OnboardingServices,
  scope: Scope,
  access: StripeAccess,
  actor: string,
): Promise<ConnectedAccountRow> {
  const { status, body } = await callStripe(access, {
    path: "/v1/accounts",
    form: { ...TERMS, "metadata[pricewright_tenant]": scope.tenantId },
    // Who asks twice at once makes one; who took the access back may connect again later.
    idempotencyKey: `connected-account/${scope.tenantId}/${scope.environment}/${clock().toISOString().slice(0, 13)}`,
  });
  if (status !== 200 || typeof body?.id !== "string") throw refused(body?.error?.message);
  return database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    const before = await readConnectedAccount(queries, scope);
    // Who asked at the same moment made one too; the first that is stored is the tenant's.
    if (before) return before;
    const now = clock();
    await keepConnectedAccount(queries, scope, readAccount(body), now);
    const entry = { actor, action: "connected-account.create", target: `connected-account/${body.id}`, detail: {} };
    await writeAudit(queries, scope, entry, now);
    return (await readConnectedAccount(queries, scope)) as ConnectedAccountRow;
  });
}

function accessOf({ providers }: OnboardingServices, scope: Scope): StripeAccess {
  const access = platformStripe(providers, scope);
  if (access) return access;
  throw new RequestProblem(
    "no-payment-provider",
    `The platform takes no payments for tenants in the ${scope.environment} environment. Set a key of your own with PUT /v1/providers/stripe.`,
  );
}

function refused(message: unknown): RequestProblem {
  const said = typeof message === "string" ? `: ${message.slice(0, 300)}` : ".";
  return new RequestProblem("provider-refused", `Stripe does not connect the account${said}`);
}
