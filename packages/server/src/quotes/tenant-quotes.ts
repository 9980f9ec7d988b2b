import type { QuoteKey } from "@pricewright/core/quotes";
import type { Scope } from "../database/database.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";

/** Keys of quotes that were derived before. */
const keys = new WeakMap<TenantSecrets, Map<string, QuoteKey>>();

/** The key that an API key's quotes are signed with. It is derived, and stored nowhere. */
export function quoteKey({ tenantId, environment }: Scope, keyId: string, secrets: TenantSecrets): QuoteKey {
  const known = keys.get(secrets) ?? new Map<string, QuoteKey>();
  keys.set(secrets, known);
  const purpose = `quote/${environment}/${keyId}`;
  const key = known.get(purpose) ?? { id: keyId, secret: secrets.derive(purpose), tenant: tenantId, environment };
  known.set(purpose, key);
  return key;
}

/** The key that a token names, unless it was revoked. */
export function findQuoteKey(scope: Scope, { keyIds }: Pick<Pricing, "keyIds">, secrets: TenantSecrets) {
  return (keyId: string): QuoteKey | undefined => (keyIds.has(keyId) ? quoteKey(scope, keyId, secrets) : undefined);
}
