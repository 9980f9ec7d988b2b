import { existsSync, readFileSync } from "node:fs";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import type { ServerEnvironment } from "../server-environment.ts";
import { PLAIN_PAGES } from "./plain-pages.ts";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

const SECURITY_HEADERS = {
  "content-security-policy":
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** Where the single page shows something; it says itself what is not there. */
const PAGES = ["/", ...PLAIN_PAGES.flatMap((name) => [`/${name}`, `/${name}/*`])];

const NOT_BUILT =
  "<!doctype html><title>Pricewright</title><p>The dashboard is not built. Run <code>pnpm build</code>, then reload.";

/** The dashboard: a single page for all of its addresses, and its assets. */
export function dashboardRoutes(folder: string = dashboardFolder()) {
  const page = () => {
    const path = join(folder, "index.html");
    return existsSync(path) ? readFileSync(path, "utf8") : NOT_BUILT;
  };
  const routes = new Hono<ServerEnvironment>();
  for (const path of PAGES) {
    routes.get(path, (context) => context.html(page(), 200, { ...SECURITY_HEADERS, "cache-control": "no-cache" }));
  }
  routes.get("/assets/*", (context) => {
    const path = normalize(join(folder, decodeURIComponent(context.req.path)));
    const contentType = CONTENT_TYPES[extname(path)];
    if (!path.startsWith(join(folder, "assets") + sep) || !contentType || !existsSync(path)) return context.notFound();
    // Names of assets hold a hash of their content.
    return context.body(readFileSync(path), 200, {
      ...SECURITY_HEADERS,
      "content-type": contentType,
      "cache-control": "public, max-age=31536000, immutable",
    });
  });
  return routes;
}

function dashboardFolder(): string {
  const candidates = ["./dashboard", "../../dist/dashboard"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return candidates.find((path) => existsSync(join(path, "index.html"))) ?? (candidates[0] as string);
}
