import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = "/usr/lib/postgresql";

/** A PostgreSQL of our own, which may be stopped and restarted; null where PostgreSQL is not installed. */
export async function startCluster() {
  const version = existsSync(ROOT) ? readdirSync(ROOT).sort((a, b) => Number(b) - Number(a))[0] : undefined;
  if (!version) return null;
  const folder = mkdtempSync(join(tmpdir(), "pricewright-cluster-"));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    // PostgreSQL refuses to run as root.
    chownSync(folder, idOf("-u"), idOf("-g"));
    chmodSync(folder, 0o700);
  }
  const data = join(folder, "data");
  const run = (program, ...parameters) => {
    const path = join(ROOT, version, "bin", program);
    const [command, ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", path] : [path];
    // Not piped: the server would hold the pipe open.
    const { status } = spawnSync(command, [...rest, ...parameters], { stdio: "ignore", cwd: "/" });
    if (status !== 0) throw new Error(`${program} ${parameters.join(" ")} ended with ${status}`);
  };
  const drop = () => {
    try {
      run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  run("initdb", "-D", data, "-U", "postgres", "-A", "trust");
  const port = await freePort();
  const options = `-h 127.0.0.1 -p ${port} -k ${folder} -c max_connections=200`;
  run("pg_ctl", "-D", data, "-l", join(folder, "log"), "-w", "-o", options, "start");
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    /** @param {"fast" | "immediate"} mode */
    stop: (mode) => run("pg_ctl", "-D", data, "-m", mode, "-w", "stop"),
    start: () => run("pg_ctl", "-D", data, "-l", join(folder, "log"), "-w", "-o", options, "start"),
    /** @param {"fast" | "immediate"} mode */
    restart: (mode) => run("pg_ctl", "-D", data, "-l", join(folder, "log"), "-m", mode, "-w", "-o", options, "restart"),
    drop,
  };
}

function idOf(flag) {
  return Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout);
}

/** A port that is free now. */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
