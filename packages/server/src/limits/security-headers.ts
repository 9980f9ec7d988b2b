import { createMiddleware } from "hono/factory";
import type { ServerEnvironment } from "../server-environment.ts";

/** Headers of every answer that has no others of these names. */
export const SECURITY_HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "SAMEORIGIN",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "strict-transport-security": "max-age=15552000; includeSubDomains",
};

const ENTRIES = Object.entries(SECURITY_HEADERS);

/** Keeps browsers from guessing types, from showing pages in other sites' frames, and from telling where they come from. */
export function securityHeaders() {
  return createMiddleware<ServerEnvironment>(async (context, next) => {
    await next();
    const { headers } = context.res;
    for (const [name, value] of ENTRIES) if (!headers.has(name)) headers.set(name, value);
  });
}
