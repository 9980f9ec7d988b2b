import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { type Database, scopedTransactions } from "./database.ts";
import * as schema from "./schema/index.ts";
import { StrictClient } from "./strict-client.ts";

/** Opens connections as they are needed. */
export function openPool(options: pg.PoolConfig): pg.Pool {
  // Statements that are asked for together travel together.
  const pool = new pg.Pool({ Client: StrictClient, pipeline: true, ...options });
  // A connection that breaks is replaced, and who uses it is told by the query; without listeners, on the pool for idle
  // ones and on each for those in use, it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** The database that a pool's connections lead to, once it is migrated. */
export function pooledDatabase(pool: pg.Pool, own: Pick<Database, "kind" | "vacuum" | "close">): Database {
  return {
    ...own,
    ...scopedTransactions(drizzle(pool, { schema, casing: "snake_case" })),
    ping: async () => (await pool.query("select 1")).rowCount === 1,
    poolUse: () => ({ busy: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  };
}
