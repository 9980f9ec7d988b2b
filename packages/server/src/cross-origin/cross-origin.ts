import type { MiddlewareHandler } from "hono";
import { REPLAYED } from "../idempotency/with-idempotency.ts";
import type { ServerEnvironment } from "../server-environment.ts";

/** What browsers call with a publishable key or an account token. */
const BROWSER_ROUTES = /^\/v1\/(?:evaluate|events|checkouts|accounts\/[^/]+\/credits(?:\/ledger)?)$/;

/**
 * Two rules for pages of other origins, neither with cookies. Routes for servers and people answer pages of the
 * configured origins only. Routes for browsers may be asked by any page, for the key comes with the request and not
 * before; the answer is readable on the key's own sites only.
 */
export function crossOrigin(configured: readonly string[]): MiddlewareHandler<ServerEnvironment> {
  return async (context, next) => {
    const origin = context.req.header("origin");
    if (origin === undefined) return next();
    const forBrowsers = BROWSER_ROUTES.test(context.req.path);
    if (context.req.method === "OPTIONS" && context.req.header("access-control-request-method") !== undefined) {
      const allowed = forBrowsers || configured.includes(origin);
      return context.body(null, 204, { ...(allowed ? { ...readableBy(origin), ...PREFLIGHT } : {}), vary: "Origin" });
    }
    await next();
    const principal = context.get("principal");
    const ofKey = forBrowsers && (principal?.kind === "publishable" || principal?.kind === "account");
    // The authenticator has refused a publishable key on another site than its own.
    const own = ofKey && (principal.origins.length === 0 || principal.origins.includes(origin));
    context.header("vary", "Origin", { append: true });
    if (own || configured.includes(origin))
      for (const [name, value] of Object.entries(readableBy(origin))) context.header(name, value);
  };
}

const PREFLIGHT = {
  "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
  "access-control-allow-headers": "authorization, content-type, idempotency-key, if-match",
  "access-control-max-age": "600",
};

function readableBy(origin: string): Record<string, string> {
  return {
    "access-control-allow-origin": origin,
    "access-control-expose-headers": `etag, retry-after, x-request-id, ${REPLAYED}`,
  };
}
