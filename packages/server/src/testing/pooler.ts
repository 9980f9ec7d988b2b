import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "./free-ports.ts";

/** A pooler on this machine. */
export interface Pooler {
  /** Of the database, by way of the pooler. */
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** Starts Debian's PgBouncer before a database: each transaction is given one of two connections. */
export async function startPooler(databaseUrl: string): Promise<Pooler> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const name = pathname.slice(1);
  const folder = mkdtempSync(join(tmpdir(), "pricewright-pooler-"));
  const [listenPort] = await freePorts(1);
  const secret = password === "" ? "" : ` password=${decodeURIComponent(password)}`;
  const settings = `[databases]
${name} = host=${hostname} port=${port || "5432"} user=${username}${secret} dbname=${name}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listenPort}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
max_client_conn = 100
`;
  writeFileSync(join(folder, "pgbouncer.ini"), settings);
  // It never runs as root, and the user that it changes to reads the file.
  chmodSync(folder, 0o755);
  const user = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const child = spawn("/usr/sbin/pgbouncer", [...user, join(folder, "pgbouncer.ini")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "exit");
  await new Promise<void>((resolve, reject) => {
    let output = "";
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk;
      if (output.includes("process up")) resolve();
    });
    child.on("exit", () => reject(new Error(output)));
  });
  return {
    url: `postgres://${username}@127.0.0.1:${listenPort}/${name}`,
    drop: async () => {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
