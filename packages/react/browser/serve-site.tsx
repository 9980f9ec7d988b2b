import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { renderToString } from "react-dom/server";
import { type SiteName, SitePage } from "./site/site-page.tsx";

/** A server of the pages under test, made from the sources. */
export interface Site {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves `/<name>?direction=rtl` on a free port of this machine. */
export async function serveSite(): Promise<Site> {
  const [script, styles] = await Promise.all([bundleIsland(), readFile(here("../src/styles.css"), "utf8")]);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const answers: Record<string, readonly [type: string, body: string]> = {
      "/island.js": ["text/javascript", script],
      "/styles.css": ["text/css", styles],
      "/favicon.ico": ["image/x-icon", ""],
    };
    const [type, body] = answers[url.pathname] ?? ["text/html", page(url)];
    response.writeHead(200, { "Content-Type": `${type}; charset=utf-8` }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
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

async function bundleIsland(): Promise<string> {
  const result = await build({
    entryPoints: [here("site/island.tsx")],
    bundle: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    conditions: ["@pricewright/source"],
    // The development build of React is the one that warns.
    define: { "process.env.NODE_ENV": '"development"' },
  });
  return result.outputFiles[0]?.text ?? "";
}

function page(url: URL): string {
  const name = url.pathname.slice(1) as SiteName;
  return `<!doctype html>
<html lang="en" dir="${url.searchParams.get("direction") ?? "ltr"}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Pricing</title>
    <link rel="stylesheet" href="/styles.css">
    <style>
      :root { color-scheme: light dark; background: light-dark(#f7f8f9, #0f1113); color: light-dark(#16191d, #eceef0) }
      body { margin: 0; padding: 1rem; font-family: system-ui, sans-serif }
      main { max-width: 70rem; margin: auto }
    </style>
  </head>
  <body>
    <div id="root" data-name="${name}">${renderToString(<SitePage name={name} />)}</div>
    <script type="module" src="/island.js"></script>
  </body>
</html>`;
}
