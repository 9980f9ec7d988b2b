import { mkdirSync } from "node:fs";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import type pg from "pg";
import type { Database } from "./database.ts";
import { EmbeddedHost } from "./embedded-host.ts";
import { openEmbeddedPool } from "./embedded-pool.ts";
import { lockFolder } from "./folder-lock.ts";
import { migrationsFolder } from "./migrations-folder.ts";
import { pooledDatabase } from "./pooled-database.ts";
import { PREPARE_BACKFILL } from "./prepare-backfill.ts";
import { PREPARE_ROLES } from "./prepare-roles.ts";
import { vacuumEmbedded } from "./vacuum-embedded.ts";

/** Where the embedded database keeps its data. */
export interface OpenEmbeddedOptions {
  /** A folder, or `"memory"`. */
  readonly folder: string;
  /**
   * Folder of migrations.
   *
   * @default the package's own
   */
  readonly migrations?: string;
}

/**
 * Opens the embedded database and migrates it. A folder has one owner at a time.
 *
 * @throws FolderInUseError when another living process has the folder.
 */
export async function openEmbedded({
  folder,
  migrations = migrationsFolder(),
}: OpenEmbeddedOptions): Promise<Database> {
  const lock = folder === "memory" ? null : lockFolder(folder);
  let host: EmbeddedHost | null = null;
  let pool: pg.Pool | null = null;
  const close = async () => {
    try {
      await pool?.end();
      await host?.close();
    } finally {
      lock?.release();
    }
  };
  try {
    if (lock) mkdirSync(folder, { recursive: true });
    host = new EmbeddedHost(lock ? `${folder}/database` : null);
    const opened = openEmbeddedPool(host);
    pool = opened;
    await opened.query(PREPARE_ROLES);
    await opened.query("set role pw_migrate");
    await opened.query(PREPARE_BACKFILL);
    await migrate(drizzle(opened), { migrationsFolder: migrations });
    await opened.query("reset role");
    return pooledDatabase(pool, { kind: "embedded", vacuum: () => vacuumEmbedded(opened), close });
  } catch (error) {
    // Why it could not be opened says more than why it could not be closed.
    await close().catch(() => {});
    throw error;
  }
}
