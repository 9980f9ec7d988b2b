import { randomBytes } from "node:crypto";
import type { ProviderName } from "@pricewright/core/api";
import { and, asc, desc, eq, gt, isNull, or } from "drizzle-orm";
import type { Queries, Scope } from "../database/database.ts";
import { providerKeys } from "../database/schema/index.ts";
import { type MasterKey, open, seal } from "../secrets/seal.ts";

/** A stored key or webhook secret of a provider. */
export type ProviderKeyRow = typeof providerKeys.$inferSelect;

/** What there is of a provider. */
type ProviderKeyKind = ProviderKeyRow["kind"];

/** A secret to store. */
export interface NewProviderKey {
  readonly provider: ProviderName;
  readonly kind: ProviderKeyKind;
  readonly secret: string;
  readonly account: string | null;
}

/** Seals and stores a secret. */
export async function insertProviderKey(
  queries: Queries,
  scope: Scope,
  { provider, kind, secret, account }: NewProviderKey,
  { masterKeys, now }: { readonly masterKeys: readonly MasterKey[]; readonly now: Date },
): Promise<void> {
  const id = `pk_${randomBytes(12).toString("base64url")}`;
  await queries.insert(providerKeys).values({
    ...scope,
    id,
    provider,
    kind,
    account,
    sealed: seal(Buffer.from(secret), contextOf({ ...scope, provider, id }), masterKeys),
    lastFour: secret.slice(-4),
    createdAt: now.toISOString(),
  });
}

/** The secrets of providers that are still used, the current one of each kind first. */
export function readProviderKeys(
  queries: Queries,
  { tenantId, environment }: Scope,
  now: Date,
  provider?: ProviderName,
): Promise<ProviderKeyRow[]> {
  return queries
    .select()
    .from(providerKeys)
    .where(
      and(
        eq(providerKeys.tenantId, tenantId),
        eq(providerKeys.environment, environment),
        or(isNull(providerKeys.expiresAt), gt(providerKeys.expiresAt, now.toISOString())),
        ...(provider ? [eq(providerKeys.provider, provider)] : []),
      ),
    )
    .orderBy(asc(providerKeys.provider), desc(isNull(providerKeys.expiresAt)), desc(providerKeys.createdAt));
}

/** Ends the current secrets of a kind; at once where `expiresAt` is null. */
export async function endProviderKeys(
  queries: Queries,
  { tenantId, environment }: Scope,
  { provider, kind }: Pick<NewProviderKey, "provider" | "kind">,
  expiresAt: string | null,
): Promise<void> {
  const own = and(
    eq(providerKeys.tenantId, tenantId),
    eq(providerKeys.environment, environment),
    eq(providerKeys.provider, provider),
    eq(providerKeys.kind, kind),
  );
  // Two are in use at most: what was in its overlap already has been replaced twice.
  if (expiresAt === null) await queries.delete(providerKeys).where(own);
  else {
    await queries.delete(providerKeys).where(and(own, gt(providerKeys.expiresAt, "-infinity")));
    await queries.update(providerKeys).set({ expiresAt }).where(own);
  }
}

/** Opens a stored secret. */
export function openProviderKey(row: ProviderKeyRow, masterKeys: readonly MasterKey[]): string {
  return open(row.sealed, contextOf(row), masterKeys).toString();
}

/** What a secret is sealed for: it opens in no other row. */
export function contextOf({
  tenantId,
  environment,
  provider,
  id,
}: Pick<ProviderKeyRow, "tenantId" | "environment" | "provider" | "id">): string {
  return `provider-key/${JSON.stringify([tenantId, environment, provider, id])}`;
}
