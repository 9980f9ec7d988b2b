// Writes docs/reference/http-api.md from what a server says of itself: `pnpm docs:api`. A test fails when it is out of date.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readConfiguration, startServer } from "../../packages/server/src/index.ts";
import { httpApiPage } from "./http-api-page.mjs";

/** Where the page is. */
export const PAGE = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "docs/reference/http-api.md");

/** The page, from a server of its own. */
export async function makePage() {
  const server = await startServer(readConfiguration({ PORT: "0", PRICEWRIGHT_DATA: "memory", LOG_LEVEL: "silent" }));
  try {
    return httpApiPage(await (await fetch(`${server.url}/openapi.json`)).json());
  } finally {
    await server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, await makePage());
