import { AsyncLocalStorage } from "node:async_hooks";
import { sql } from "drizzle-orm";
import type { NodePgQueryResultHKT } from "drizzle-orm/node-postgres";
import type { PgDatabase } from "drizzle-orm/pg-core";
import { allEnded } from "./all-ended.ts";
import { ISO_TIME } from "./iso-time.ts";
import type * as schema from "./schema/index.ts";

/** Queries, of a connection or within a transaction. */
export type Queries = PgDatabase<NodePgQueryResultHKT, typeof schema>;

/** A connection to the embedded database or to PostgreSQL, migrated and ready. */
export interface Database {
  readonly kind: "embedded" | "postgresql";
  /** Runs work in a transaction under the application's role, in which only the scope's rows exist. */
  readonly inScope: <Result>(scope: Scope, work: (queries: Queries) => Promise<Result>) => Promise<Result>;
  /**
   * Runs work in one transaction that everything it calls joins: each `inScope` within is a part of it, and is undone by
   * itself when it fails. All of it is stored when the work ends, or nothing when it throws.
   */
  readonly inOneTransaction: <Result>(scope: Scope, work: (queries: Queries) => Promise<Result>) => Promise<Result>;
  /** Reads in a transaction that sees the scope's rows as they were when it began, whatever is stored meanwhile. */
  readonly inSnapshot: <Result>(scope: Scope, work: (queries: Queries) => Promise<Result>) => Promise<Result>;
  /**
   * Runs work in a transaction under the role that looks up who is asking: it reaches people, and no tenant's rows but
   * through functions that return what the look-up needs. What it calls joins it, as with `inOneTransaction`.
   */
  readonly amongPeople: <Result>(work: (queries: Queries) => Promise<Result>) => Promise<Result>;
  /** Whether this runs within {@link Database.inOneTransaction}: what is read here may not be stored yet. */
  readonly isJoined: () => boolean;
  /** Does something now, and once more when the transaction that this runs in has ended: to empty caches. */
  readonly nowAndAfterwards: (action: () => void) => void;
  /** The API key with this hash, which is asked for before its tenant is known; null where there is none. */
  readonly findKey: (hash: string) => Promise<StoredKey | null>;
  /** Every scope that has keys, for work that is done without anybody asking. */
  readonly scopes: () => Promise<Scope[]>;
  /** Every scope in which webhooks wait to be processed or sent. */
  readonly scopesWithDueWebhooks: (now: Date) => Promise<Scope[]>;
  /** Whether the database answers. */
  readonly ping: () => Promise<boolean>;
  /** Makes room of what was deleted, where enough was. PostgreSQL does that by itself, and this nothing. */
  readonly vacuum: () => Promise<void>;
  /** Connections by state, and who waits for one. */
  readonly poolUse: () => Readonly<Record<"busy" | "idle" | "waiting", number>>;
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

/** A transaction that calls join, one after another. */
interface Joined {
  readonly queries: Queries;
  readonly settings: Settings;
  /** Ends when the call before has ended: savepoints of one connection must not interleave. */
  previous: Promise<unknown>;
  readonly afterwards: (() => void)[];
}

type Settings = Readonly<Record<string, string>>;

/** The ways into the database: no other module holds a connection. */
export function scopedTransactions(
  connection: Queries,
): Pick<
  Database,
  | "inScope"
  | "inOneTransaction"
  | "inSnapshot"
  | "amongPeople"
  | "isJoined"
  | "nowAndAfterwards"
  | "findKey"
  | "scopes"
  | "scopesWithDueWebhooks"
> {
  const joined = new AsyncLocalStorage<Joined>();
  const open = <Result>(settings: Settings, work: (queries: Queries) => Promise<Result>): Promise<Result> => {
    const outer = joined.getStore();
    if (outer) return join(joined, outer, settings, work);
    return connection.transaction((transaction) => inSettings(transaction, settings, work));
  };
  const openToJoin = async <Result>(
    settings: Settings,
    work: (queries: Queries) => Promise<Result>,
  ): Promise<Result> => {
    // Within another one, what is to be done afterwards waits for the end of that.
    if (joined.getStore()) return open(settings, work);
    const afterwards: (() => void)[] = [];
    try {
      return await open(settings, (queries) =>
        joined.run({ queries, settings, previous: Promise.resolve(), afterwards }, () => work(queries)),
      );
    } finally {
      for (const action of afterwards) action();
    }
  };
  return {
    inScope: (scope, work) => open(settingsOf(scope), work),
    inOneTransaction: (scope, work) => openToJoin(settingsOf(scope), work),
    inSnapshot: (scope, work) =>
      connection.transaction((transaction) => inSettings(transaction, settingsOf(scope), work), {
        isolationLevel: "repeatable read",
        accessMode: "read only",
      }),
    amongPeople: (work) => openToJoin({ role: "pw_auth" }, work),
    isJoined: () => joined.getStore() !== undefined,
    nowAndAfterwards: (action) => {
      action();
      joined.getStore()?.afterwards.push(action);
    },
    findKey: (hash) =>
      open({ role: "pw_auth" }, async (queries) => {
        const [key] = await rows<StoredKey>(
          queries,
          sql`select tenant_id as "tenantId", environment, id, kind, scopes, origins,
              to_char(expires_at at time zone 'utc', ${ISO_TIME}) as "expiresAt"
            from key_by_hash(${hash})`,
        );
        return key ?? null;
      }),
    scopes: () =>
      open({ role: "pw_auth" }, (queries) =>
        rows<Scope>(queries, sql`select tenant_id as "tenantId", environment from scopes_in_use() order by 1, 2`),
      ),
    scopesWithDueWebhooks: (now) =>
      open({ role: "pw_auth" }, (queries) =>
        rows<Scope>(
          queries,
          sql`select tenant_id as "tenantId", environment from scopes_with_due_webhooks(${now.toISOString()}::timestamptz)
            order by 1, 2`,
        ),
      ),
  };
}

function settingsOf({ tenantId, environment }: Scope): Settings {
  return { role: "pw_app", "app.tenant_id": tenantId, "app.environment": environment };
}

/**
 * Runs work under its settings. What it asks is sent after them without waiting for their answer: a connection does what it
 * is asked in order, and nothing more of a transaction in which they could not be set.
 */
async function inSettings<Result>(
  queries: Queries,
  settings: Settings,
  work: (queries: Queries) => Promise<Result>,
): Promise<Result> {
  const [, result] = await allEnded([apply(queries, settings), work(queries)]);
  return result;
}

/** Sets role and scope in one statement: each costs a round trip. */
async function apply(queries: Queries, settings: Settings): Promise<void> {
  const calls = Object.entries(settings).map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
  await queries.execute(sql`select ${sql.join(calls, sql`, `)}`);
}

/** Runs work as a part of a transaction that is open already. */
function join<Result>(
  joined: AsyncLocalStorage<Joined>,
  outer: Joined,
  settings: Settings,
  work: (queries: Queries) => Promise<Result>,
): Promise<Result> {
  const result = outer.previous.then(() =>
    outer.queries.transaction(async (part) => {
      const isOther = Object.entries(settings).some(([name, value]) => outer.settings[name] !== value);
      if (isOther) await apply(part, settings);
      const { afterwards } = outer;
      const inner: Joined = { queries: part, settings, previous: Promise.resolve(), afterwards };
      const done = await joined.run(inner, () => work(part));
      if (isOther) await apply(part, outer.settings);
      return done;
    }),
  );
  outer.previous = result.catch(() => {});
  return result;
}

/** The rows of a raw query. */
export async function rows<Row>(queries: Queries, query: ReturnType<typeof sql>): Promise<Row[]> {
  return (await queries.execute(query)).rows as Row[];
}
