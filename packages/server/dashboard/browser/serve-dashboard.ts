import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buildDashboard, POLICY } from "./built-dashboard.ts";

/** The built dashboard on a free port of this machine, with a stand-in for the API. */
export interface ServedDashboard {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves the dashboard with an API that answers the same whatever happens, by path. */
export async function serveDashboard(api: Readonly<Record<string, unknown>>): Promise<ServedDashboard> {
  const fileAt = await buildDashboard();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (path.startsWith("/v1/")) {
      const body = api[path] ?? { detail: `Nothing at ${path}.` };
      response.writeHead(api[path] ? 200 : 404, { "Content-Type": "application/json" }).end(JSON.stringify(body));
      return;
    }
    const { type, content } = fileAt(path);
    response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": POLICY }).end(content);
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
