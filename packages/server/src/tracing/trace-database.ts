import type { Database } from "../database/database.ts";
import type { Tracing } from "./tracing.ts";

/** The same database, with a span for each transaction; within another one it is a part of that. */
export function traceDatabase(database: Database, { transaction }: Tracing): Database {
  return {
    ...database,
    inScope: (scope, work) => transaction("database transaction", scope, () => database.inScope(scope, work)),
    inOneTransaction: (scope, work) =>
      transaction("database transaction of a whole request", scope, () => database.inOneTransaction(scope, work)),
    amongPeople: (work) => transaction("database look-up of a person", null, () => database.amongPeople(work)),
    findKey: (hash) => transaction("database look-up of a key", null, () => database.findKey(hash)),
  };
}
