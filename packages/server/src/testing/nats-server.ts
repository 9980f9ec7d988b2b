import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "./free-ports.ts";

/** A server of NATS on this machine. */
export interface NatsServer {
  readonly url: string;
  /** Ends it at once, as a crash would. */
  readonly kill: () => Promise<void>;
  /** Starts it again on what it stored. */
  readonly start: () => Promise<void>;
  /** Ends it and throws away what it stored. */
  readonly drop: () => Promise<void>;
}

/** Starts Debian's nats-server: one, or several that are a cluster. */
export async function startNats(count = 1): Promise<NatsServer[]> {
  const ports = await freePorts(count * 2);
  const routes = ports.slice(count).map((port) => `nats://127.0.0.1:${port}`);
  const servers = ports.slice(0, count).map((port, index) => {
    const folder = mkdtempSync(join(tmpdir(), "pricewright-nats-"));
    const parameters = ["--addr", "127.0.0.1", "--port", String(port), "--jetstream", "--store_dir", folder];
    const cluster = ["--name", `n${index}`, "--cluster_name", "pricewright", "--cluster", routes[index] as string];
    let child: ChildProcess | null = null;
    const kill = async () => {
      if (child === null || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    };
    return {
      url: `nats://127.0.0.1:${port}`,
      kill,
      start: async () => {
        const together = count === 1 ? [] : [...cluster, "--routes", routes.join()];
        child = spawn("nats-server", [...parameters, ...together], { stdio: "ignore" });
        await listens(port);
      },
      drop: async () => {
        await kill();
        rmSync(folder, { recursive: true });
      },
    };
  });
  await Promise.all(servers.map(({ start }) => start()));
  return servers;
}

async function listens(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const socket = connect(port, "127.0.0.1");
    const isThere = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "close").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nats-server does not listen on port ${port}.`);
}
