import { and, eq, isNull } from "drizzle-orm";
import type { Context, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import { apiKeys } from "../database/schema.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { ServerEnvironment } from "../server-environment.ts";
import type { Services } from "../services.ts";
import { FIRST_TENANT } from "../tenants/first-tenant.ts";
import { hashApiKey, parseApiKey } from "./api-key.ts";
import type { Principal } from "./principal.ts";

const CACHED_FOR = 10_000;
const MOST_CACHED = 10_000;

/** Makes middleware that lets only the given kinds of caller through. */
export type Authenticate = (...allowed: readonly Principal["kind"][]) => MiddlewareHandler<ServerEnvironment>;

/** Finds out who is asking, and counts the request against their limit. */
export function createAuthenticator(services: Services): Authenticate {
  const cache = new Map<string, { readonly principal: Principal | null; readonly until: number }>();

  const findKey = async (key: string): Promise<Principal | null> => {
    if (!parseApiKey(key)) return null;
    const hash = hashApiKey(key);
    const now = services.clock().getTime();
    const cached = cache.get(hash);
    if (cached && cached.until > now) return cached.principal;
    const [row] = await services.database.withKeyHash(hash, (queries) =>
      queries
        .select()
        .from(apiKeys)
        .where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)))
        .limit(1),
    );
    const principal: Principal | null = row
      ? {
          kind: row.kind,
          scope: { tenantId: row.tenantId, environment: row.environment },
          id: `${row.tenantId}/${row.id}`,
        }
      : null;
    if (cache.size >= MOST_CACHED) cache.clear();
    cache.set(hash, { principal, until: now + CACHED_FOR });
    return principal;
  };

  /** Middleware that lets only the given kinds of caller through. */
  return (...allowed: readonly Principal["kind"][]) =>
    createMiddleware<ServerEnvironment>(async (context, next) => {
      const principal = await identify(context, findKey, services);
      if (!allowed.includes(principal.kind)) {
        throw new RequestProblem(
          "forbidden",
          `A ${principal.kind} key may not do this. Use ${allowed.map(describe).join(" or ")}.`,
        );
      }
      context.set("principal", principal);
      await services.limits.consume(principal);
      await next();
    });
}

async function identify(
  context: Context<ServerEnvironment>,
  findKey: (key: string) => Promise<Principal | null>,
  services: Services,
): Promise<Principal> {
  const header = context.req.header("authorization");
  if (header === undefined) {
    if (services.localDashboard && isOwnPage(context))
      return { kind: "session", scope: FIRST_TENANT, id: "local-dashboard" };
    throw new RequestProblem("unauthenticated", "No key was sent. Send it as `Authorization: Bearer pw_sk_...`.", {
      headers: { "www-authenticate": "Bearer" },
    });
  }
  const key = /^Bearer (\S+)$/i.exec(header)?.[1];
  const principal = key ? await findKey(key) : null;
  if (!principal) {
    throw new RequestProblem(
      "unauthenticated",
      "The key is not known here: it is mistyped, revoked, or of another server.",
      {
        headers: { "www-authenticate": "Bearer" },
      },
    );
  }
  return principal;
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

function describe(kind: Principal["kind"]): string {
  return kind === "session" ? "the dashboard" : `a ${kind} key`;
}
