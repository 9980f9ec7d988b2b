import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { checkoutPage, portalPage } from "./sandbox-page.ts";
import type { SandboxSession } from "./sandbox-session.ts";

/** What the pages show and do. */
export interface SandboxPagesOptions {
  readonly port: number;
  readonly find: (session: string) => SandboxSession | undefined;
  readonly pay: (session: string) => Promise<void>;
}

/** The pages, while they are served. */
export interface SandboxPages {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves the sandbox's pages to this machine only. They do not keep a program running that is done otherwise. */
export async function serveSandboxPages(options: SandboxPagesOptions): Promise<SandboxPages> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      response
        .writeHead(500, { "content-type": "text/plain; charset=utf-8" })
        .end(`The app did not take it in: ${reason}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  server.unref();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function answer(
  { method, url = "/" }: IncomingMessage,
  response: ServerResponse,
  { find, pay }: SandboxPagesOptions,
): Promise<void> {
  const { pathname, searchParams } = new URL(url, "http://sandbox");
  const [, id = "", action] = /^\/checkouts\/([\w-]+)(?:\/(pay))?$/.exec(pathname) ?? [];
  const session = find(id);
  if (session && action === "pay" && method === "POST") {
    await pay(id);
    response.writeHead(303, { location: session.checkout.successUrl }).end();
  } else if (session && action === undefined && method === "GET") {
    send(response, 200, checkoutPage(session));
  } else if (pathname === "/portal" && method === "GET" && /^https?:\/\//.test(searchParams.get("return") ?? "")) {
    send(response, 200, portalPage(searchParams.get("return") ?? ""));
  } else {
    send(response, 404, "There is no such page.");
  }
}

function send(response: ServerResponse, status: number, page: string): void {
  response
    .writeHead(status, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
      "cache-control": "no-store",
    })
    .end(page);
}
