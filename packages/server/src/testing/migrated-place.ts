import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import type { Database } from "../database/database.ts";
import { openEmbedded } from "../database/open-embedded.ts";
import { openPostgresql } from "../database/open-postgresql.ts";

/** Runs statements as somebody whom no policy holds. */
export type Administer = (statement: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/** An empty place for data that can be opened with one set of migrations, and again with another. */
export interface MigratedPlace {
  readonly open: (migrations: string) => Promise<Database>;
  /** Works on the data while it is not open. */
  readonly administer: <Result>(work: (run: Administer) => Promise<Result>) => Promise<Result>;
  readonly drop: () => Promise<void>;
}

/** Makes a place of the kind that this run of the suite is about. */
export async function newMigratedPlace(): Promise<MigratedPlace> {
  return process.env.TEST_DATABASE === "postgresql" ? onPostgresql() : inFolder();
}

function inFolder(): MigratedPlace {
  const folder = mkdtempSync(join(tmpdir(), "pricewright-migrated-"));
  return {
    open: (migrations) => openEmbedded({ folder, migrations }),
    administer: async (work) => {
      const client = await PGlite.create({ dataDir: join(folder, "database") });
      try {
        return await work(
          async (statement, values) => (await client.query<Record<string, unknown>>(statement, values)).rows,
        );
      } finally {
        await client.close();
      }
    },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function onPostgresql(): Promise<MigratedPlace> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  if (!serverUrl) throw new Error("Set TEST_DATABASE_URL to a PostgreSQL server on which databases may be created.");
  const name = `pricewright_test_${randomBytes(6).toString("hex")}`;
  await connected(serverUrl, (run) => run(`create database ${name}`));
  const url = new URL(serverUrl);
  url.pathname = name;
  return {
    open: (migrations) => openPostgresql(url.href, { migrations }),
    administer: (work) => connected(url.href, work),
    drop: async () => {
      await connected(serverUrl, (run) => run(`drop database ${name} with (force)`));
    },
  };
}

async function connected<Result>(url: string, work: (run: Administer) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(async (statement, values) => (await client.query(statement, values)).rows);
  } finally {
    await client.end();
  }
}
