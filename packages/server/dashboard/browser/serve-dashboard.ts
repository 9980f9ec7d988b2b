import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";
import { publicTestResponse } from "../src/testing/results-response.ts";

/** The built dashboard on a free port of this machine, with a stand-in for the API. */
export interface ServedDashboard {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** As strict as the server's own. */
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'";

/** Builds the dashboard in memory, under a test runner with the React that warns, and serves it. */
export async function serveDashboard(): Promise<ServedDashboard> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const built = (await build({ root, logLevel: "error", build: { write: false } })) as Rolldown.RolldownOutput;
  const files = new Map(built.output.map((file) => [file.fileName, file.type === "chunk" ? file.code : file.source]));
  const results = publicTestResponse();
  const api: Record<string, unknown> = {
    "/v1/experiments": { experiments: [results.experiment] },
    "/v1/experiments/license-price/results": results,
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (path.startsWith("/v1/")) {
      const body = api[path] ?? { detail: `Nothing at ${path}.` };
      response.writeHead(api[path] ? 200 : 404, { "Content-Type": "application/json" }).end(JSON.stringify(body));
      return;
    }
    const file = path.startsWith("/assets/") ? path.slice(1) : "index.html";
    const type = file.endsWith(".js") ? "text/javascript" : file.endsWith(".css") ? "text/css" : "text/html";
    response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": POLICY }).end(files.get(file));
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
