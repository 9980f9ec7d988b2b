import { spawn, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = fileURLToPath(new URL("..", import.meta.url));
const program = createRequire(import.meta.url).resolve("next/dist/bin/next");

/** A server of Next. */
export interface RunningNext {
  readonly url: string;
  /** What it wrote so far. */
  readonly output: () => string;
  readonly close: () => Promise<void>;
}

/** Builds the packages, where something changed since the last time. */
export function buildPackages(): void {
  run([`${root}/scripts/build.mjs`]);
}

/**
 * Builds the example, or another app.
 *
 * @throws Error with what Next wrote, where it fails.
 */
export function buildNext(directory = "."): void {
  run([program, "build", directory]);
}

function run(command: string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: folder,
    env: environment("production"),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${command.join(" ")} failed:\n${stdout}${stderr}`);
}

/** Starts `next start` or `next dev` on a free port of this machine, and waits until it answers. */
export async function runNext(command: "start" | "dev", directory = "."): Promise<RunningNext> {
  const port = String(await freePort());
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [program, command, directory, "--hostname", "localhost", "--port", port], {
    cwd: folder,
    env: { ...environment(command === "dev" ? "development" : "production"), APP_URL: url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (output += part));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", () => output.includes("Ready in") && resolve());
    child.once("exit", (code) => reject(new Error(`Next ended with ${code}:\n${output}`)));
  });
  return {
    url,
    output: () => output,
    close: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

/** Without what a test runner says of itself, which Next would go by. */
function environment(mode: "development" | "production"): NodeJS.ProcessEnv {
  const { NODE_OPTIONS, VITEST, ...rest } = process.env;
  return { ...rest, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: "1" };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "localhost", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
