import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A server in a process of its own, as `pricewright serve` starts it. */
export interface ServerProcess {
  readonly url: string;
  /** Of the first start on a database only; else empty. */
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly processId: number;
  /** Everything it has written so far. */
  readonly output: () => string;
  /** Ends it at once, as a crash would. */
  readonly kill: () => Promise<void>;
  /** Asks it to end, and says how it ended. */
  readonly stop: () => Promise<number | null>;
}

const CLI = fileURLToPath(new URL("../cli.ts", import.meta.url));

/**
 * Starts the server on any free port.
 *
 * @throws Error with what it wrote, when it ends before it listens.
 */
export async function startServerProcess(variables: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, ["--conditions=@pricewright/source", CLI, "serve"], {
    env: { PATH: process.env.PATH, PORT: "0", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = once(child, "exit");
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const address = /Pricewright is at (\S+)/.exec(output)?.[1];
      // The keys are written with the line after.
      if (address) setTimeout(() => resolve(address), 20);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("close", () => reject(new Error(output)));
  });
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    url,
    secretKey: /pw_sk_\w+/.exec(output)?.[0] ?? "",
    publishableKey: /pw_pk_\w+/.exec(output)?.[0] ?? "",
    processId: child.pid as number,
    output: () => output,
    kill: async () => {
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
  };
}
