import type { Database } from "../database/database.ts";
import { openEmbedded } from "../database/open-embedded.ts";
import { openPostgresql } from "../database/open-postgresql.ts";
import { newPostgresql } from "./new-postgresql.ts";

/** A migrated, empty database of the kind that this run of the suite is about. */
export interface TestDatabase {
  readonly database: Database;
  readonly drop: () => Promise<void>;
}

/** Opens the embedded database, or with TEST_DATABASE=postgresql a new one on the server at TEST_DATABASE_URL. */
export async function openTestDatabase(): Promise<TestDatabase> {
  if (process.env.TEST_DATABASE !== "postgresql") {
    const database = await openEmbedded({ folder: "memory" });
    return { database, drop: database.close };
  }
  const { url, drop } = await newPostgresql();
  const database = await openPostgresql(url);
  return {
    database,
    drop: async () => {
      await database.close();
      await drop();
    },
  };
}
