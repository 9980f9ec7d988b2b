import type { BetterAuthOptions } from "better-auth";
import { type DB, drizzleAdapter } from "better-auth/adapters/drizzle";
import type { Database } from "../database/database.ts";
import { loginAccounts, sessions, users, verifications } from "../database/schema/index.ts";

type Adapter = ReturnType<ReturnType<typeof drizzleAdapter>>;
type Method = (...parameters: never[]) => Promise<unknown>;

const SCHEMA = { user: users, session: sessions, account: loginAccounts, verification: verifications };

/** Lets better-auth work on people under the role that reaches them, each call in a transaction or joining one. */
export function peopleAdapter(database: Database) {
  return (options: BetterAuthOptions): Adapter => {
    const on = (queries: unknown) =>
      drizzleAdapter(queries as DB, { provider: "pg", schema: SCHEMA })(options) as Adapter;
    const methods = Object.entries(on({ _: { schema: {} } })).map(([name, value]) => {
      if (typeof value !== "function" || name === "createSchema") return [name, value];
      const call: Method = (...parameters) =>
        database.amongPeople(
          (queries) => (on(queries) as unknown as Record<string, Method>)[name]?.(...parameters) as Promise<unknown>,
        );
      return [name, call];
    });
    return {
      ...(Object.fromEntries(methods) as Adapter),
      transaction: (work) => database.amongPeople((queries) => work(on(queries))),
    };
  };
}
