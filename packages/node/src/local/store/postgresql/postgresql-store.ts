import { and, asc, eq, inArray, like, sql } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import pg from "pg";
import { collectWrites, type StoreWrite } from "../collect-writes.ts";
import type { Store, StoreReader } from "../store.ts";

/** How {@link openPostgresqlStore} reaches the database. */
export interface PostgresqlStoreOptions {
  /** Such as `postgres://app@db.internal/app`. */
  readonly url: string;
  /**
   * Sets several stores in one database apart.
   *
   * @default "default"
   */
  readonly name?: string | undefined;
  /**
   * Most connections.
   *
   * @default 10
   */
  readonly connections?: number | undefined;
}

const texts = pgTable(
  "pricewright_store",
  {
    store: text().notNull(),
    collection: text().notNull(),
    key: text().notNull(),
    text: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.store, table.collection, table.key] })],
);

/** Drizzle's transactions and databases, as far as they are used alike. */
type Queries = Pick<NodePgDatabase, "select" | "insert" | "delete" | "execute">;

/** Rows that one statement writes: PostgreSQL takes 65,535 parameters. */
const MOST_ROWS = 1_000;

/**
 * A store in PostgreSQL, for any number of processes. It makes its one table, `pricewright_store`, where it is missing.
 *
 * @example
 * const store = await openPostgresqlStore({ url: process.env.DATABASE_URL });
 */
export async function openPostgresqlStore({
  url,
  name = "default",
  connections = 10,
}: PostgresqlStoreOptions): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  // A connection that breaks while it is idle is replaced; without a listener it would end the process.
  pool.on("error", () => {});
  const database = drizzle({ client: pool });
  try {
    await makeTable(database);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    ...readerOf(database, name),
    transaction: (locks, work) =>
      database.transaction(async (queries) => {
        // In one order everywhere, so that nobody waits in a circle.
        for (const lock of [...new Set(locks)].sort()) await takeLock(queries, `${name}/${lock}`);
        const transaction = collectWrites(readerOf(queries, name));
        const result = await work(transaction);
        await write(queries, name, transaction.writes());
        return result;
      }),
    close: () => pool.end(),
  };
}

async function makeTable(database: NodePgDatabase): Promise<void> {
  await database.transaction(async (queries) => {
    // Two that start together would both find it missing.
    await takeLock(queries, "pricewright_store");
    await queries.execute(sql`create table if not exists pricewright_store (
      store text not null,
      collection text not null,
      key text collate "C" not null,
      text text not null,
      primary key (store, collection, key))`);
  });
}

async function takeLock(queries: Queries, lock: string): Promise<void> {
  await queries.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
}

function readerOf(queries: Queries, store: string): StoreReader {
  const chosen = { key: texts.key, text: texts.text };
  const inCollection = (collection: string) => and(eq(texts.store, store), eq(texts.collection, collection));
  return {
    read: async (collection, keys) => {
      if (keys.length === 0) return new Map();
      const rows = await queries
        .select(chosen)
        .from(texts)
        .where(and(inCollection(collection), inArray(texts.key, [...keys])));
      return new Map(rows.map(({ key, text }) => [key, text]));
    },
    list: async (collection, prefix) => {
      const pattern = `${prefix.replace(/[\\%_]/g, "\\$&")}%`;
      const rows = await queries
        .select(chosen)
        .from(texts)
        .where(and(inCollection(collection), like(texts.key, pattern)))
        .orderBy(asc(texts.key));
      return new Map(rows.map(({ key, text }) => [key, text]));
    },
  };
}

async function write(queries: Queries, store: string, writes: readonly StoreWrite[]): Promise<void> {
  const kept = writes.flatMap(({ text, ...place }) => (text === null ? [] : [{ store, ...place, text }]));
  for (let from = 0; from < kept.length; from += MOST_ROWS)
    await queries
      .insert(texts)
      .values(kept.slice(from, from + MOST_ROWS))
      .onConflictDoUpdate({
        target: [texts.store, texts.collection, texts.key],
        set: { text: sql`excluded.text` },
      });
  for (const { collection, key, text } of writes) {
    if (text !== null) continue;
    await queries
      .delete(texts)
      .where(and(eq(texts.store, store), eq(texts.collection, collection), eq(texts.key, key)));
  }
}
