import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Hono } from "hono";
import { PROBLEMS } from "../problems/problem.ts";
import type { ServerEnvironment } from "../server-environment.ts";

const ASSETS = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
} as const;

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pricewright API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="documentation"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const ERRORS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Errors of the Pricewright API</title>
<link rel="icon" href="data:,">
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}dt{margin-top:1rem;font-weight:600}:target{background:Mark;color:MarkText}</style>
</head>
<body>
<h1>Errors of the Pricewright API</h1>
<dl>
${Object.entries(PROBLEMS)
  .map(
    ([code, { status, title, help }]) =>
      `<dt id="${code}"><code>${code}</code> (${status}): ${title}</dt><dd>${help}</dd>`,
  )
  .join("\n")}
</dl>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#documentation", deepLinking: true, validatorUrl: null });\n`;

/** The page that shows the API's description. Everything on it is served from here. */
export function documentationRoutes() {
  const routes = new Hono<ServerEnvironment>()
    .get("/docs", (context) => context.html(PAGE))
    .get("/docs/errors", (context) => context.html(ERRORS_PAGE))
    .get("/docs/start.js", (context) => context.body(START, 200, { "content-type": "text/javascript; charset=utf-8" }));
  for (const [name, contentType] of Object.entries(ASSETS)) {
    routes.get(`/docs/${name}`, (context) =>
      context.body(readAsset(name), 200, { "content-type": contentType, "cache-control": "public, max-age=3600" }),
    );
  }
  return routes;
}

/** The build copies the assets; from source they are read where they are installed. */
function readAsset(name: string): string {
  const built = new URL(`./documentation/${name}`, import.meta.url);
  return readFileSync(
    existsSync(built) ? built : createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`),
    "utf8",
  );
}
