import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PortTakenError, readConfiguration, startServer } from "@pricewright/server";

/** What the server's process tells the one that started it. */
export type ServerMessage =
  | { readonly status: "ready"; readonly url: string; readonly secretKey: string }
  | { readonly status: "port-taken" }
  | { readonly status: "failed"; readonly message: string };

/** Runs the server on a data folder of its own, which goes when the parent does. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "pricewright-demo-"));
  const tell = (message: ServerMessage) => process.send?.(message);
  const leave = (code: number) => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(code);
  };
  // Ctrl-C reaches every process of the terminal; the parent says when to stop.
  process.on("SIGINT", () => {});
  try {
    const server = await startServer(
      readConfiguration({
        PORT: process.argv[2],
        PRICEWRIGHT_DATA: folder,
        LOG_LEVEL: "error",
        RATE_LIMIT_ENABLED: "true",
      }),
    );
    const stop = () => server.close().finally(() => leave(0));
    process.on("disconnect", stop);
    process.on("SIGTERM", stop);
    if (!server.firstKeys) throw new Error("the data folder was not empty");
    tell({ status: "ready", url: server.url, secretKey: server.firstKeys.secretKey });
  } catch (error) {
    tell(error instanceof PortTakenError ? { status: "port-taken" } : { status: "failed", message: String(error) });
    leave(1);
  }
}

void main();
