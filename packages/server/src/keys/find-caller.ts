import { LRUCache } from "lru-cache";
import type { StoredKey } from "../database/database.ts";
import type { Services } from "../services.ts";
import { isAccountTokenValid, looksLikeAccountToken, readAccountToken } from "./account-token.ts";
import { hashApiKey, parseApiKey } from "./api-key.ts";
import { KEY_SCOPES, type Principal } from "./principal.ts";

/** Finds out whose key or account token a text is; null for one that is mistyped, revoked, expired or unknown. */
export type FindCaller = (text: string) => Promise<Principal | null>;

/** Most keys of which it is remembered that their checksum is right. */
const MOST_CHECKED = 10_000;

/** Makes the finder. */
export function createCallerFinder(services: Pick<Services, "keys" | "secretsOf" | "pricing" | "clock">): FindCaller {
  const checked = new LRUCache<string, true>({ max: MOST_CHECKED });
  const fromKey = async (text: string): Promise<Principal | null> => {
    const hash = hashApiKey(text);
    // What was mistyped is not looked for.
    if (!checked.has(hash)) {
      if (!parseApiKey(text)) return null;
      checked.set(hash, true);
    }
    const key = await services.keys.find(hash);
    if (!key || (key.expiresAt !== null && Date.parse(key.expiresAt) <= services.clock().getTime())) return null;
    return principalOf(key);
  };

  const fromAccountToken = async (text: string): Promise<Principal | null> => {
    const claims = readAccountToken(text);
    if (!claims) return null;
    const { tenant: tenantId, environment, key, account, attributes } = claims;
    const secrets = await services.secretsOf(tenantId).catch(() => null);
    if (!secrets || !isAccountTokenValid(text, claims, secrets, services.clock())) return null;
    const scope = { tenantId, environment };
    if (!(await services.pricing.get(scope)).keyIds.has(key)) return null;
    return {
      kind: "account",
      scope,
      id: `${tenantId}/account/${account}`,
      keyId: key,
      scopes: [],
      origins: [],
      account: { id: account, attributes },
    };
  };

  return (text) => (looksLikeAccountToken(text) ? fromAccountToken(text) : fromKey(text));
}

/** Who has a key. Keys stay in memory for a moment, and so does this. */
const principals = new WeakMap<StoredKey, Principal>();

function principalOf(key: StoredKey): Principal {
  const known = principals.get(key);
  if (known) return known;
  const { tenantId, environment, id, kind, scopes, origins } = key;
  const principal = {
    kind,
    scope: { tenantId, environment },
    id: `${tenantId}/${id}`,
    keyId: id,
    scopes: KEY_SCOPES.filter((scope) => scopes.includes(scope)),
    origins,
  };
  principals.set(key, principal);
  return principal;
}
