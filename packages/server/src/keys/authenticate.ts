import type { Context, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import { LRUCache } from "lru-cache";
import type { StoredKey } from "../database/database.ts";
import { isUnavailable } from "../database/is-unavailable.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { ServerEnvironment } from "../server-environment.ts";
import type { Services } from "../services.ts";
import { FIRST_TENANT } from "../tenants/first-tenant.ts";
import { isAccountTokenValid, readAccountToken } from "./account-token.ts";
import { hashApiKey, parseApiKey } from "./api-key.ts";
import { KEY_SCOPES, type KeyScope, type Principal } from "./principal.ts";

const CACHED_FOR = 10_000;
const MOST_CACHED = 10_000;

/** Who may call a route. */
export interface Allowed {
  /** Secret keys with this scope. */
  readonly secret?: KeyScope;
  readonly publishable?: boolean;
  /** Account tokens. */
  readonly account?: boolean;
  /** People at the dashboard. */
  readonly session?: boolean;
}

/** Makes middleware that lets only the given callers through. */
export type Authenticate = (allowed: Allowed) => MiddlewareHandler<ServerEnvironment>;

/** Finds out who is asking, and counts the request against their limit. */
export function createAuthenticator(services: Services): Authenticate {
  const cache = new LRUCache<string, { readonly key: StoredKey | null; readonly until: number }>({ max: MOST_CACHED });

  const findKey = async (hash: string): Promise<StoredKey | null> => {
    const cached = cache.get(hash);
    const isFresh = cached !== undefined && cached.until > performance.now();
    services.metrics.cacheLookup("keys", isFresh);
    if (isFresh) return cached.key;
    try {
      const key = await services.database.findKey(hash);
      cache.set(hash, { key, until: performance.now() + CACHED_FOR });
      return key;
    } catch (error) {
      // Who was known before the database went away still is.
      if (cached && isUnavailable(error)) return cached.key;
      throw error;
    }
  };

  const fromKey = async (text: string): Promise<Principal | null> => {
    const key = parseApiKey(text) ? await findKey(hashApiKey(text)) : null;
    if (!key || (key.expiresAt !== null && Date.parse(key.expiresAt) <= services.clock().getTime())) return null;
    const { tenantId, environment, id, kind, scopes, origins } = key;
    return {
      kind,
      scope: { tenantId, environment },
      id: `${tenantId}/${id}`,
      keyId: id,
      scopes: KEY_SCOPES.filter((scope) => scopes.includes(scope)),
      origins,
    };
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

  return (allowed) =>
    createMiddleware<ServerEnvironment>(async (context, next) => {
      const text = bearer(context);
      const principal =
        text === null
          ? localSession(context, services)
          : ((await fromAccountToken(text)) ?? (await fromKey(text)) ?? unknownKey());
      refuseUnlessAllowed(principal, allowed);
      refuseOtherOrigin(principal, context);
      context.set("principal", principal);
      await services.limits.consume(principal);
      await next();
    });
}

function bearer(context: Context<ServerEnvironment>): string | null {
  const header = context.req.header("authorization");
  if (header === undefined) return context.get("keyFromBody") ?? null;
  return /^Bearer (\S+)$/i.exec(header)?.[1] ?? unknownKey();
}

function localSession(context: Context<ServerEnvironment>, services: Services): Principal {
  if (services.localDashboard && isOwnPage(context))
    return {
      kind: "session",
      scope: FIRST_TENANT,
      id: "local-dashboard",
      keyId: "local-dashboard",
      scopes: KEY_SCOPES,
      origins: [],
    };
  throw new RequestProblem("unauthenticated", "No key was sent. Send it as `Authorization: Bearer pw_sk_...`.", {
    headers: { "www-authenticate": "Bearer" },
  });
}

function unknownKey(): never {
  throw new RequestProblem(
    "unauthenticated",
    "The key is not known here: it is mistyped, revoked, expired, or of another server.",
    { headers: { "www-authenticate": "Bearer" } },
  );
}

function refuseUnlessAllowed(principal: Principal, allowed: Allowed): void {
  if (!allowed[principal.kind])
    throw new RequestProblem("forbidden", `${KINDS[principal.kind]} may not do this. Use ${describe(allowed)}.`);
  if (principal.kind === "secret" && allowed.secret && !principal.scopes.includes(allowed.secret))
    throw new RequestProblem(
      "missing-scope",
      `This key may not do this: it lacks the scope "${allowed.secret}" (it has ${principal.scopes.join(", ") || "none"}).`,
    );
}

/** A publishable key that names its sites works in browsers on those only. */
function refuseOtherOrigin({ kind, origins }: Principal, context: Context): void {
  const origin = context.req.header("origin");
  if (kind === "publishable" && origins.length > 0 && origin !== undefined && !origins.includes(origin))
    throw new RequestProblem(
      "wrong-origin",
      `This publishable key is not for pages of ${origin}. Add the site to the key.`,
    );
}

/**
 * Whether the request comes from a page of this server, opened on this machine. The host is checked because another
 * site's name may be made to resolve to this machine.
 */
function isOwnPage(context: Context): boolean {
  const { hostname } = new URL(context.req.url);
  const site = context.req.header("sec-fetch-site");
  return (
    ["localhost", "127.0.0.1", "[::1]"].includes(hostname) &&
    (site === undefined || site === "same-origin" || site === "none")
  );
}

const KINDS: Readonly<Record<Principal["kind"], string>> = {
  secret: "A secret key",
  publishable: "A publishable key",
  account: "An account token",
  session: "The dashboard",
};

function describe({ secret, publishable, account, session }: Allowed): string {
  return [
    secret ? "a secret key" : "",
    publishable ? "a publishable key" : "",
    account ? "an account token" : "",
    session ? "the dashboard" : "",
  ]
    .filter(Boolean)
    .join(" or ");
}
