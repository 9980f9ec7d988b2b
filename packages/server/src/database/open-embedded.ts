import { mkdirSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { type Database, type Queries, scopedTransactions } from "./database.ts";
import { lockFolder } from "./folder-lock.ts";
import { migrationsFolder } from "./migrations-folder.ts";
import * as schema from "./schema.ts";

/** Where the embedded database keeps its data. */
export interface OpenEmbeddedOptions {
  /** A folder, or `"memory"`. */
  readonly folder: string;
  /** A migrated database to start from, for tests. */
  readonly template?: Blob;
}

/**
 * Opens the embedded database and migrates it. A folder has one owner at a time.
 *
 * @throws FolderInUseError when another living process has the folder.
 */
export async function openEmbedded({ folder, template }: OpenEmbeddedOptions): Promise<Database> {
  const lock = folder === "memory" ? null : lockFolder(folder);
  try {
    if (lock) mkdirSync(folder, { recursive: true });
    const client = await PGlite.create({
      ...(lock ? { dataDir: `${folder}/database` } : {}),
      ...(template ? { loadDataDir: template } : {}),
    });
    const connection = drizzle(client, { schema, casing: "snake_case" });
    if (!template) await migrate(connection, { migrationsFolder: migrationsFolder() });
    return {
      kind: "embedded",
      ...scopedTransactions(connection as unknown as Queries),
      ping: async () => (await connection.execute(sql`select 1 as one`)).rows.length === 1,
      close: async () => {
        await client.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/** A migrated, empty database that {@link openEmbedded} starts from in a fraction of the time. */
export async function embeddedTemplate(): Promise<Blob> {
  const client = await PGlite.create();
  await migrate(drizzle(client, { schema, casing: "snake_case" }), { migrationsFolder: migrationsFolder() });
  const dump = await client.dumpDataDir("none");
  await client.close();
  return dump;
}
