import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** The built site, on a free port of this machine. */
export interface ServedDocs {
  /** Address of its first page, without a slash at the end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

const site = fileURLToPath(new URL("../.vitepress/dist", import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Serves what `pnpm docs:build` wrote, under the base that it was built for, as a host of static files does. */
export async function serveDocs(): Promise<ServedDocs> {
  if (!existsSync(join(site, "index.html"))) throw new Error("There is no built site. Run `pnpm docs:build` first.");
  const base = /href="(\/(?:[^"]*\/)?)assets\//.exec(readFileSync(join(site, "index.html"), "utf8"))?.[1] ?? "/";
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = pathname.startsWith(base) ? fileAt(pathname.slice(base.length)) : undefined;
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": `${TYPES[extname(file)] ?? "text/plain"}; charset=utf-8` });
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base.slice(0, -1)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function fileAt(path: string): string | undefined {
  const wanted = join(site, normalize(`/${path}`));
  return [wanted, `${wanted}.html`, join(wanted, "index.html")].find((file) =>
    statSync(file, { throwIfNoEntry: false })?.isFile(),
  );
}
