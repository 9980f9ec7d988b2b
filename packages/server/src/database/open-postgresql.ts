import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { ConfigurationError } from "../configuration/configuration.ts";
import type { Database } from "./database.ts";
import { migrationsFolder } from "./migrations-folder.ts";
import { openPool, pooledDatabase } from "./pooled-database.ts";
import { PREPARE_BACKFILL } from "./prepare-backfill.ts";
import { PREPARE_ROLES } from "./prepare-roles.ts";

/** Any number will do, as long as every replica uses the same. */
const MIGRATION_LOCK = 0x70726963;

/** Milliseconds that a request waits for a connection, then it is answered 503. */
const CONNECT_WITHIN = 5000;

/** How PostgreSQL is opened. */
export interface OpenPostgresqlOptions {
  /**
   * Whether to refuse a superuser.
   *
   * @default false
   */
  readonly refuseSuperuser?: boolean;
  /**
   * Folder of migrations.
   *
   * @default the package's own
   */
  readonly migrations?: string;
  /**
   * Address at which to migrate, as the same role: a pooler in between may give each transaction another connection, and the
   * lock of a migration belongs to one.
   *
   * @default the same
   */
  readonly migrateAt?: string;
}

/** Opens PostgreSQL and migrates it; replicas that start together migrate once. */
export async function openPostgresql(
  connectionString: string,
  {
    refuseSuperuser = false,
    migrations = migrationsFolder(),
    migrateAt = connectionString,
  }: OpenPostgresqlOptions = {},
): Promise<Database> {
  const pool = openPool({ connectionString, max: 10, connectionTimeoutMillis: CONNECT_WITHIN });
  try {
    if (refuseSuperuser) await refuse(pool);
    await migrateOnce(migrateAt, migrations);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return pooledDatabase(pool, { kind: "postgresql", vacuum: async () => {}, close: () => pool.end() });
}

async function refuse(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ rolsuper: boolean }>(
    "select rolsuper from pg_roles where rolname = current_user",
  );
  if (rows[0]?.rolsuper)
    throw new ConfigurationError(
      "DATABASE_URL logs in as a superuser, whom row-level security does not hold. In production use a role of its own: create role pricewright login createrole password '...'; create database pricewright owner pricewright.",
    );
}

async function migrateOnce(connectionString: string, migrations: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_WITHIN });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await client.query(PREPARE_ROLES);
    await client.query("set role pw_migrate");
    await client.query(PREPARE_BACKFILL);
    await migrate(drizzle(client), { migrationsFolder: migrations });
  } finally {
    // Its end gives the lock back.
    await client.end();
  }
}
