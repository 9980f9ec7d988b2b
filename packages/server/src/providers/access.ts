import type { ProviderName } from "@pricewright/core/api";
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
}

/**
 * A tenant's own key where it has one, else the platform's on behalf of the tenant's managed account. A tenant's
 * customers always pay the tenant, so the platform's key alone is no way.
 */
export async function findAccess(
  { database, clock, masterKeys, providers }: Pick<Services, "database" | "clock" | "masterKeys" | "providers">,
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
      ...(previous ? { previousApiKey: openProviderKey(previous, masterKeys) } : {}),
    };
  const managed = keys.find(({ kind }) => kind === "managed-account");
  const platform = providers.platform[provider];
  if (!managed || !platform || providers.mode === "byok-only" || provider !== "stripe") return null;
  const connectedAccount = openProviderKey(managed, masterKeys);
  return { address, apiKey: platform.apiKey, account: managed.account, by: "platform", connectedAccount };
}

/**
 * How to reach a tenant's account at a provider.
 *
 * @throws RequestProblem `no-payment-provider` when there is no way.
 */
export async function accessTo(
  services: Pick<Services, "database" | "clock" | "masterKeys" | "providers">,
  scope: Scope,
  provider: ProviderName,
): Promise<ProviderAccess> {
  const access = await findAccess(services, scope, provider);
  if (access) return access;
  throw new RequestProblem(
    "no-payment-provider",
    `No key of ${provider} is set in the ${scope.environment} environment.`,
  );
}
