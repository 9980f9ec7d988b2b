import { sql } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema.ts";

/** Queries, on either driver. */
export type Queries = PgDatabase<PgQueryResultHKT, typeof schema>;

/** A connection to the embedded database or to PostgreSQL, migrated and ready. */
export interface Database {
  readonly kind: "embedded" | "postgresql";
  /** Runs work in a transaction under the application's role, in which only the scope's rows exist. */
  readonly inScope: <Result>(scope: Scope, work: (queries: Queries) => Promise<Result>) => Promise<Result>;
  /** Runs work in a transaction that can read the one API key with this hash, and nothing else. */
  readonly withKeyHash: <Result>(hash: string, work: (queries: Queries) => Promise<Result>) => Promise<Result>;
  /** Whether the database answers. */
  readonly ping: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** Whose rows, of which environment. */
export interface Scope {
  readonly tenantId: string;
  readonly environment: "test" | "live";
}

/** The two ways into the database: no other module holds a connection. */
export function scopedTransactions(connection: Queries): Pick<Database, "inScope" | "withKeyHash"> {
  const open = <Result>(settings: Readonly<Record<string, string>>, work: (queries: Queries) => Promise<Result>) =>
    connection.transaction(async (transaction) => {
      // Role and scope in one statement: each costs a round trip.
      const calls = Object.entries({ role: "pw_app", ...settings }).map(
        ([name, value]) => sql`set_config(${name}, ${value}, true)`,
      );
      await transaction.execute(sql`select ${sql.join(calls, sql`, `)}`);
      return work(transaction);
    });
  return {
    inScope: ({ tenantId, environment }, work) =>
      open({ "app.tenant_id": tenantId, "app.environment": environment }, work),
    withKeyHash: (hash, work) => open({ "app.key_hash": hash }, work),
  };
}

/** The rows of a raw query; both drivers answer with an object that has them. */
export async function rows<Row>(queries: Queries, query: ReturnType<typeof sql>): Promise<Row[]> {
  return ((await queries.execute(query)) as unknown as { readonly rows: Row[] }).rows;
}
