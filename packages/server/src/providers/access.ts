import type { ProviderName } from "@pricewright/core/api";
import { platformStripe } from "../connected-accounts/platform-stripe.ts";
import { readConnectedAccount } from "../connected-accounts/queries.ts";
import type { Scope } from "../database/database.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { Services } from "../services.ts";
import { openProviderKey, readProviderKeys } from "./provider-keys.ts";

/** How to reach a tenant's account at a provider. */
export interface ProviderAccess {
  readonly address: string;
  readonly apiKey: string;
  /** The key before, while it is in its overlap. */
  readonly previousApiKey?: string;
  /** Of Lemon Squeezy: the store. */
  readonly account: string | null;
  /** Whose key it is. */
  readonly by: "tenant" | "platform";
  /** At Stripe: the tenant's account that the platform acts for. */
  readonly connectedAccount?: string;
  /** Counts a request, where it is made with the tenant's own key. */
  readonly countCall?: () => void;
}

type AccessServices = Pick<Services, "database" | "clock" | "masterKeys" | "providers" | "providerCalls">;

/**
 * A tenant's own key where it has one, else the platform's on behalf of the tenant's managed account. A tenant's
 * customers always pay the tenant, so the platform's key alone is no way.
 */
export async function findAccess(
  { database, clock, masterKeys, providers, providerCalls }: AccessServices,
  scope: Scope,
  provider: ProviderName,
): Promise<ProviderAccess | null> {
  const keys = await database.inScope(scope, (queries) => readProviderKeys(queries, scope, clock(), provider));
  const address = providers.addresses[provider];
  const [own, previous] = keys.filter(({ kind }) => kind === "api-key");
  if (own && providers.mode !== "managed-only")
    return {
      address,
      apiKey: openProviderKey(own, masterKeys),
      account: own.account,
      by: "tenant",
      countCall: () => providerCalls.count(scope, provider),
      ...(previous ? { previousApiKey: openProviderKey(previous, masterKeys) } : {}),
    };
  if (provider !== "stripe") return null;
  const managed = await findManagedAccess({ database, providers }, scope);
  return managed?.isReady ? managed.access : null;
}

/** The platform's way to a tenant's connected account, whether or not that may take payments yet. */
async function findManagedAccess(
  { database, providers }: Pick<Services, "database" | "providers">,
  scope: Scope,
): Promise<{ readonly access: ProviderAccess; readonly isReady: boolean } | null> {
  const platform = platformStripe(providers, scope);
  if (!platform) return null;
  const connected = await database.inScope(scope, (queries) => readConnectedAccount(queries, scope));
  if (!connected) return null;
  const { account, ready } = connected;
  return { access: { ...platform, account, by: "platform", connectedAccount: account }, isReady: ready };
}

/**
 * How to reach the account that an event is of: the connected one where the event names it, else the tenant's own.
 *
 * @throws RequestProblem `no-payment-provider` when there is no way.
 */
export async function accessToOrigin(
  services: AccessServices,
  scope: Scope,
  provider: ProviderName,
  account: unknown,
): Promise<ProviderAccess> {
  const managed = provider === "stripe" ? await findManagedAccess(services, scope) : null;
  const isOfManaged = managed !== null && managed.access.account === account;
  const access = isOfManaged ? managed.access : await findAccess(services, scope, provider);
  if (access) return access;
  throw new RequestProblem(
    "no-payment-provider",
    `No key of ${provider} is set in the ${scope.environment} environment.`,
  );
}
