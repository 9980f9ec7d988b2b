import { randomBytes } from "node:crypto";
import pg from "pg";
import type { Database } from "../database/database.ts";
import { openEmbedded } from "../database/open-embedded.ts";
import { openPostgresql } from "../database/open-postgresql.ts";

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
  const serverUrl = process.env.TEST_DATABASE_URL;
  if (!serverUrl) throw new Error("Set TEST_DATABASE_URL to a PostgreSQL server on which databases may be created.");
  const name = `pricewright_test_${randomBytes(6).toString("hex")}`;
  await onServer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = name;
  const database = await openPostgresql(url.href);
  return {
    database,
    drop: async () => {
      await database.close();
      await onServer(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
