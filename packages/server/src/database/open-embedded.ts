import { mkdirSync } from "node:fs";
import type { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { type Database, type Queries, scopedTransactions } from "./database.ts";
import { EmbeddedClient } from "./embedded-client.ts";
import { lockFolder } from "./folder-lock.ts";
import { migrationsFolder } from "./migrations-folder.ts";
import { PREPARE_BACKFILL } from "./prepare-backfill.ts";
import { PREPARE_ROLES } from "./prepare-roles.ts";
import * as schema from "./schema/index.ts";

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
  let client: EmbeddedClient | null = null;
  const close = async () => {
    try {
      await client?.close();
    } finally {
      lock?.release();
    }
  };
  try {
    if (lock) mkdirSync(folder, { recursive: true });
    client = new EmbeddedClient(lock ? `${folder}/database` : null);
    // Drizzle asks of its client just what this one does.
    const connection = drizzle(client as unknown as PGlite, { schema, casing: "snake_case" });
    await client.exec(PREPARE_ROLES);
    await client.exec("set role pw_migrate");
    await client.exec(PREPARE_BACKFILL);
    await migrate(connection, { migrationsFolder: migrations });
    await client.exec("reset role");
    return {
      kind: "embedded",
      ...scopedTransactions(connection as unknown as Queries),
      ping: async () => (await connection.execute(sql`select 1 as one`)).rows.length === 1,
      poolUse: () => ({ busy: 0, idle: 1, waiting: 0 }),
      close,
    };
  } catch (error) {
    // Why it could not be opened says more than why it could not be closed.
    await close().catch(() => {});
    throw error;
  }
}
