import type {
  DeletedProvider,
  ProviderName,
  ProviderTest,
  RotateProviderRequest,
  SetProviderRequest,
} from "@pricewright/core/api";
import { sql } from "drizzle-orm";
import { writeAudit } from "../audit/write-audit.ts";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import { providerKeys } from "../database/schema/index.ts";
import type { Principal } from "../keys/principal.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { Services } from "../services.ts";
import { PROVIDER_TITLES } from "./call-provider.ts";
import { type InspectKeyInput, inspectKey, type KeyFacts } from "./inspect-key.ts";
import {
  endProviderKeys,
  insertProviderKey,
  openProviderKey,
  type ProviderKeyRow,
  readProviderKeys,
} from "./provider-keys.ts";

type ProviderServices = Pick<Services, "database" | "clock" | "masterKeys" | "providers" | "providerCalls">;

const HOUR = 3_600_000;
const OVERLAP_HOURS = 24;

/**
 * Stores a tenant's own key, after the provider has said whose it is.
 *
 * @throws RequestProblem `other-account` where it is of another account than the stored one, `byok-off` where tenants
 * bring no keys, `provider-unavailable`, or what the provider finds wrong with it.
 */
export async function setProvider(
  services: ProviderServices,
  { scope, id: actor }: Principal,
  provider: ProviderName,
  request: SetProviderRequest,
): Promise<void> {
  refuseWithoutOwnKeys(services);
  const { apiKey, webhookSecret, store, replaceAccount = false } = request;
  const { account } = await inspect(services, scope, { provider, apiKey, store });
  const now = services.clock();
  await services.database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    const known = await readProviderKeys(queries, scope, now, provider);
    const before = known.find(({ kind }) => kind === "api-key");
    if (!replaceAccount) refuseOtherAccount(before, account);
    await endProviderKeys(queries, scope, { provider, kind: "api-key" }, null);
    const context = { masterKeys: services.masterKeys, now };
    await insertProviderKey(queries, scope, { provider, kind: "api-key", secret: apiKey, account }, context);
    // Another account signs with another secret.
    if (webhookSecret !== undefined || (before && before.account !== account))
      await endProviderKeys(queries, scope, { provider, kind: "webhook-secret" }, null);
    if (webhookSecret !== undefined)
      await insertProviderKey(
        queries,
        scope,
        { provider, kind: "webhook-secret", secret: webhookSecret, account },
        context,
      );
    const detail = { account, before: before?.account ?? null, lastFour: apiKey.slice(-4), replaceAccount };
    await writeAudit(queries, scope, { actor, action: "provider.set", target: `provider/${provider}`, detail }, now);
  });
}

/** Puts new secrets in the place of those in use, which are used too for a while: each apart. */
export async function rotateProvider(
  services: ProviderServices,
  { scope, id: actor }: Principal,
  provider: ProviderName,
  { apiKey, webhookSecret, overlapHours = OVERLAP_HOURS }: RotateProviderRequest,
): Promise<void> {
  refuseWithoutOwnKeys(services);
  const stored = await findProvider(services, scope, provider);
  const facts =
    apiKey === undefined
      ? null
      : await inspect(services, scope, {
          provider,
          apiKey,
          store: provider === "lemonsqueezy" ? stored.account : undefined,
        });
  const now = services.clock();
  const expiresAt = new Date(now.getTime() + overlapHours * HOUR).toISOString();
  await services.database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    const before = await apiKeyOf(queries, scope, provider, now);
    if (facts) refuseOtherAccount(before, facts.account);
    const { account } = before;
    const replacements = { "api-key": apiKey, "webhook-secret": webhookSecret } as const;
    for (const kind of ["api-key", "webhook-secret"] as const) {
      const secret = replacements[kind];
      if (secret === undefined) continue;
      await endProviderKeys(queries, scope, { provider, kind }, expiresAt);
      const context = { masterKeys: services.masterKeys, now };
      await insertProviderKey(queries, scope, { provider, kind, secret, account }, context);
      const detail = { kind, lastFour: secret.slice(-4), previousUntil: expiresAt };
      const entry = { actor, action: "provider.rotate", target: `provider/${provider}`, detail };
      await writeAudit(queries, scope, entry, now);
    }
  });
}

/** Asks the provider what the key in use may not do. */
export async function testProvider(
  services: ProviderServices,
  scope: Scope,
  provider: ProviderName,
): Promise<ProviderTest> {
  const row = await findProvider(services, scope, provider);
  const { account, missingPermissions } = await inspect(services, scope, {
    provider,
    apiKey: openProviderKey(row, services.masterKeys),
    store: provider === "lemonsqueezy" ? row.account : undefined,
  });
  return { ok: missingPermissions.length === 0, account: account ?? row.account, missingPermissions };
}

/** Forgets a provider's secrets, and says how many subscriptions lose their attribution by that. */
export async function deleteProvider(
  { database, clock }: ProviderServices,
  { scope, id: actor }: Principal,
  provider: ProviderName,
): Promise<DeletedProvider> {
  const now = clock();
  return database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    await apiKeyOf(queries, scope, provider, now);
    const { tenantId, environment } = scope;
    const ofProvider = sql`tenant_id = ${tenantId} and environment = ${environment} and provider = ${provider}`;
    await queries.delete(providerKeys).where(ofProvider);
    const [row] = await rows<{ live: number }>(
      queries,
      sql`select count(*)::int as live from provider_subscriptions
        where ${ofProvider} and status in ('trialing', 'active', 'past-due')`,
    );
    const liveSubscriptions = row?.live ?? 0;
    const detail = { liveSubscriptions };
    await writeAudit(queries, scope, { actor, action: "provider.delete", target: `provider/${provider}`, detail }, now);
    return { provider, liveSubscriptions };
  });
}

function findProvider({ database, clock }: ProviderServices, scope: Scope, provider: ProviderName) {
  return database.inScope(scope, (queries) => apiKeyOf(queries, scope, provider, clock()));
}

async function apiKeyOf(queries: Queries, scope: Scope, provider: ProviderName, now: Date): Promise<ProviderKeyRow> {
  const row = (await readProviderKeys(queries, scope, now, provider)).find(({ kind }) => kind === "api-key");
  if (row) return row;
  throw new RequestProblem(
    "not-found",
    `No key of ${PROVIDER_TITLES[provider]} is set in the ${scope.environment} environment. Set one with PUT /v1/providers/${provider}.`,
  );
}

function refuseOtherAccount(before: ProviderKeyRow | undefined, account: string | null): void {
  if (!before || before.account === null || account === null || before.account === account) return;
  throw new RequestProblem(
    "other-account",
    `The key is of the account ${account}, and the stored one of ${before.account}, whose subscriptions would lose their attribution. Set it with \`replaceAccount: true\` if that is meant.`,
  );
}

function refuseWithoutOwnKeys({ providers }: ProviderServices): void {
  if (providers.mode !== "managed-only") return;
  throw new RequestProblem(
    "byok-off",
    "On this server payments go through the platform; keys of your own are not used.",
  );
}

/** Asks the provider about a key, on the tenant's meter. */
function inspect(
  { providers: settings, providerCalls }: ProviderServices,
  scope: Scope,
  key: Pick<InspectKeyInput, "provider" | "apiKey" | "store">,
): Promise<KeyFacts> {
  const countCall = () => providerCalls.count(scope, key.provider);
  return inspectKey({ ...key, environment: scope.environment, settings, countCall });
}
