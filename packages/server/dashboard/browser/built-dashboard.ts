import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";

/** A file of the dashboard as browsers get it. */
export interface BuiltFile {
  readonly type: "text/javascript" | "text/css" | "text/html";
  readonly content: string | Uint8Array;
}

/** As strict as the server's own. */
export const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'";

/** Builds the dashboard in memory, under a test runner with the React that warns; `fileAt` finds the file of a path. */
export async function buildDashboard(): Promise<(path: string) => BuiltFile> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const built = (await build({ root, logLevel: "error", build: { write: false } })) as Rolldown.RolldownOutput;
  const files = new Map(built.output.map((file) => [file.fileName, file.type === "chunk" ? file.code : file.source]));
  return (path) => {
    const name = path.startsWith("/assets/") ? path.slice(1) : "index.html";
    const type = name.endsWith(".js") ? "text/javascript" : name.endsWith(".css") ? "text/css" : "text/html";
    return { type, content: files.get(name) ?? "" };
  };
}
