import type { QuoteKey } from "@pricewright/core/quotes";
import type { Scope } from "../database/database.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";

/** Keys of quotes that were derived before, by the ids of API keys. */
const keys = new WeakMap<TenantSecrets, Readonly<Record<Scope["environment"], Map<string, QuoteKey>>>>();

/** The key that an API key's quotes are signed with. It is derived, and stored nowhere. */
export function quoteKey({ tenantId, environment }: Scope, keyId: string, secrets: TenantSecrets): QuoteKey {
  const derived = keys.get(secrets) ?? { test: new Map<string, QuoteKey>(), live: new Map<string, QuoteKey>() };
  const known = derived[environment].get(keyId);
  if (known) return known;
  const secret = secrets.derive(`quote/${environment}/${keyId}`);
  const key = { id: keyId, secret, tenant: tenantId, environment };
  derived[environment].set(keyId, key);
  keys.set(secrets, derived);
  return key;
}

/** The key that a token names, unless it was revoked. */
export function findQuoteKey(scope: Scope, { keyIds }: Pick<Pricing, "keyIds">, secrets: TenantSecrets) {
  return (keyId: string): QuoteKey | undefined => (keyIds.has(keyId) ? quoteKey(scope, keyId, secrets) : undefined);
}
