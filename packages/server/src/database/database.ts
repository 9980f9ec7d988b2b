import { sql } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema/index.ts";

/** Queries, on either driver. */
export type Queries = PgDatabase<PgQueryResultHKT, typeof schema>;

/** A connection to the embedded database or to PostgreSQL, migrated and ready. */
export interface Database {
  readonly kind: "embedded" | "postgresql";
  /** Runs work in a transaction under the application's role, in which only the scope's rows exist. */
  readonly inScope: <Result>(scope: Scope, work: (queries: Queries) => Promise<Result>) => Promise<Result>;
  /** The API key with this hash, which is asked for before its tenant is known; null where there is none. */
  readonly findKey: (hash: string) => Promise<StoredKey | null>;
  /** Whether the database answers. */
  readonly ping: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** Whose rows, of which environment. */
export interface Scope {
  readonly tenantId: string;
  readonly environment: "test" | "live";
}

/** What is known of a key before its tenant is. */
export interface StoredKey extends Scope {
  readonly id: string;
  readonly kind: "secret" | "publishable";
  readonly scopes: readonly string[];
  readonly origins: readonly string[];
  /** ISO 8601, or null for a key that does not expire. */
  readonly expiresAt: string | null;
}

/** The two ways into the database: no other module holds a connection. */
export function scopedTransactions(connection: Queries): Pick<Database, "inScope" | "findKey"> {
  const open = <Result>(settings: Readonly<Record<string, string>>, work: (queries: Queries) => Promise<Result>) =>
    connection.transaction(async (transaction) => {
      // Role and scope in one statement: each costs a round trip.
      const calls = Object.entries(settings).map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
      await transaction.execute(sql`select ${sql.join(calls, sql`, `)}`);
      return work(transaction);
    });
  return {
    inScope: ({ tenantId, environment }, work) =>
      open({ role: "pw_app", "app.tenant_id": tenantId, "app.environment": environment }, work),
    findKey: (hash) =>
      open({ role: "pw_auth" }, async (queries) => {
        const [key] = await rows<StoredKey>(
          queries,
          sql`select tenant_id as "tenantId", environment, id, kind, scopes, origins,
              to_char(expires_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "expiresAt"
            from key_by_hash(${hash})`,
        );
        return key ?? null;
      }),
  };
}

/** The rows of a raw query; both drivers answer with an object that has them. */
export async function rows<Row>(queries: Queries, query: ReturnType<typeof sql>): Promise<Row[]> {
  return ((await queries.execute(query)) as unknown as { readonly rows: Row[] }).rows;
}
