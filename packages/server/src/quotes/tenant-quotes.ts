import { randomUUID } from "node:crypto";
import { opaqueVariant, type Quote, type QuoteKey, signQuote } from "@pricewright/core/quotes";
import type { Scope } from "../database/database.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";

/** What a new quote says; the rest follows from the tenant and the time. */
export type NewQuote = Pick<Quote, "unit" | "catalogVersion" | "experiments" | "currency" | "prices" | "preview">;

const ISSUER = "pricewright";
/** Seconds for which a quote holds. */
const HOLDS_FOR = 24 * 60 * 60;

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

/** Signs a quote for a day. */
export function issueQuote(
  quote: NewQuote,
  key: QuoteKey,
  now: Date,
): { readonly token: string; readonly quote: Quote } {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const complete: Quote = {
    ...quote,
    id: `q_${randomUUID()}`,
    issuer: ISSUER,
    tenant: key.tenant,
    environment: key.environment,
    issuedAt,
    expiresAt: issuedAt + HOLDS_FOR,
  };
  return { token: signQuote(complete, key), quote: complete };
}

/** Names that were made before: there are few, and each quote has one of each experiment. */
const names = new WeakMap<TenantSecrets, Map<string, string>>();

/** The name of a variant in quotes. */
export function variantName(experiment: string, revision: number, variant: string, secrets: TenantSecrets): string {
  const known = names.get(secrets) ?? new Map<string, string>();
  names.set(secrets, known);
  const key = JSON.stringify([experiment, revision, variant]);
  const name = known.get(key) ?? opaqueVariant({ experiment, revision, variant }, secrets.derive("variants"));
  known.set(key, name);
  return name;
}
