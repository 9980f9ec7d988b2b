import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { testQuote } from "../src/testing/test-quote.ts";
import { bundleIsland, bundleRenderer, type ReactVersion } from "./bundle-site.ts";
import { pageHtml } from "./site/page-html.ts";
import type { PageRequest, SiteName } from "./site/page-request.ts";

/** A server of the pages under test, made from the sources. */
export interface Site {
  readonly url: string;
  /** What pages sent to the routes under `/pw` and `/v1`, in order. */
  readonly received: SiteRequest[];
  /** What those routes answer: 200 and `{}` unless a test says otherwise. */
  readonly answers: Map<string, (body: unknown) => SiteAnswer | Promise<SiteAnswer>>;
  /** What each load of a page under test was for, in order: `prefetch;prerender`, or nothing for a page that is shown. */
  readonly purposes: string[];
  readonly close: () => Promise<void>;
}

/** A request to a route. */
interface SiteRequest {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

/** What a route answers. */
interface SiteAnswer {
  readonly status?: number;
  readonly body?: unknown;
  readonly location?: string;
}

const STARTED = new Date();

/** A page that has the next one rendered before anybody asks to see it, and goes there when its server answers. */
const PAGE_BEFORE = `<!doctype html>
<title>Before</title>
<script type="speculationrules">{ "prerender": [{ "urls": ["/studio?script=/production.js"], "eagerness": "immediate" }] }</script>
<script>
fetch("/pw/go", { method: "POST" }).then(() => { location.href = "/studio?script=/production.js" });
</script>`;

/**
 * Serves `/<name>` on a free port of this machine. `?direction=rtl`, `?language=ar`, `?currency=JPY`, `?visitor=`, `?quote=kept`,
 * `?assignment=preview`, `?cache-control=` and `?script=/production.js` change what a page is. `/island.js?slow` takes a second.
 */
export async function serveSite(react: ReactVersion = "19"): Promise<Site> {
  const [script, production, renderPage, styles, brands] = await Promise.all([
    bundleIsland(react, "development"),
    bundleIsland(react, "production"),
    bundleRenderer(react),
    readFile(here("../src/styles.css"), "utf8"),
    readFile(here("site/brands.css"), "utf8"),
  ]);
  const received: SiteRequest[] = [];
  const answers: Site["answers"] = new Map();
  const purposes: string[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const files: Record<string, readonly [type: string, body: string]> = {
      "/island.js": ["text/javascript", script],
      "/production.js": ["text/javascript", production],
      "/styles.css": ["text/css", styles + brands],
      "/favicon.ico": ["image/x-icon", ""],
      "/elsewhere": ["text/html", "<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1>"],
      "/before": ["text/html", PAGE_BEFORE],
    };
    if (/^\/(?:pw|v1)\//.test(url.pathname)) {
      const body = await textOf(request);
      received.push({ path: url.pathname, type: request.headers["content-type"] ?? "", body });
      const { status = 200, body: answer = {}, location } = (await answers.get(url.pathname)?.(body)) ?? {};
      response.writeHead(status, { "Content-Type": "application/json", ...(location && { location }) });
      response.end(JSON.stringify(answer));
      return;
    }
    if (url.pathname === "/island.js" && url.searchParams.has("slow"))
      await new Promise((resolve) => setTimeout(resolve, 1000));
    if (!files[url.pathname]) purposes.push(String(request.headers["sec-purpose"] ?? ""));
    const [type, body] = files[url.pathname] ?? ["text/html", page(url, renderPage)];
    const cacheControl = url.searchParams.get("cache-control") ?? "private, no-store";
    response.writeHead(200, { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": cacheControl }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answers,
    purposes,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function page(url: URL, renderPage: (request: PageRequest) => string): string {
  const { searchParams: query, pathname } = url;
  const name = pathname.slice(1) as SiteName;
  const asked = (key: string, otherwise: string) => query.get(key) ?? otherwise;
  const assignment = asked("assignment", "assigned") as PageRequest["assignment"];
  const quote = testQuote({
    experiments: ["team-price", "license-price"],
    unit: { kind: "visitor", id: asked("visitor", "v_site") },
    // A quote with a name is given again, as a cache would.
    id: asked("quote", randomUUID()),
    preview: assignment === "preview",
    issuedAt: query.has("quote") ? STARTED : new Date(Date.now() - Number(asked("quote-age", "0")) * 60_000),
  });
  const request: PageRequest = {
    name,
    direction: asked("direction", "ltr") as PageRequest["direction"],
    language: asked("language", "en") as PageRequest["language"],
    currency: asked("currency", "USD"),
    assignment,
    quote: ["studio", "navigation", "account", "brands"].includes(name) || query.has("visitor") ? quote : null,
  };
  return pageHtml({ request, body: renderPage(request), script: asked("script", "/island.js") });
}
