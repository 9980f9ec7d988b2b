import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { NO_PLATFORM_KEYS, type ProviderSettings } from "../../src/providers/provider-settings.ts";
import { startTestServer, type TestServer } from "../../src/testing/test-server.ts";
import { buildDashboard, POLICY } from "./built-dashboard.ts";

/** A whole server with the dashboard, on a free port of this machine and an empty database. */
export interface WholeServer extends TestServer {
  readonly url: string;
  /** The time at which credits are charged from now on; null for the real one. */
  readonly chargeAt: (time: Date | null) => void;
  readonly close: () => Promise<void>;
}

/** Starts a server on which anybody may sign up, and nobody looks without signing in. */
export async function serveWhole(providers: ProviderSettings = NO_PLATFORM_KEYS): Promise<WholeServer> {
  let answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end();
  let chargedAt: Date | null = null;
  const http = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const [server, fileAt] = await Promise.all([
    startTestServer({ publicUrl: url, localDashboard: false, providers, creditClock: () => chargedAt ?? new Date() }),
    buildDashboard(),
  ]);
  const toApp = getRequestListener(server.app.fetch);
  answer = (request, response) => {
    const path = new URL(request.url ?? "/", url).pathname;
    if (/^\/(v1|auth|sign-in|sign-up|join)(\/|$)/.test(path)) return void toApp(request, response);
    const { type, content } = fileAt(path);
    response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": POLICY }).end(content);
  };
  return {
    ...server,
    url,
    chargeAt: (time) => {
      chargedAt = time;
    },
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await server.drop();
    },
  };
}
