import type pg from "pg";
import { EmbeddedClient } from "./embedded-client.ts";
import type { EmbeddedHost } from "./embedded-host.ts";
import { openPool } from "./pooled-database.ts";

/** Opens the embedded database's one session; transactions come one after another. */
export function openEmbeddedPool(host: EmbeddedHost): pg.Pool {
  return openPool({
    ...SESSION,
    Client: EmbeddedClient,
    stream: () => host.connect(),
    max: 1,
    idleTimeoutMillis: 0,
    allowExitOnIdle: true,
  });
}

/** Said here, for else the environment's variables for other databases would be heard. */
const SESSION = { user: "postgres", database: "postgres", password: "", ssl: false } as const;
