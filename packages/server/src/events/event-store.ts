import type { Database, Scope } from "../database/database.ts";
import { inBatches } from "../database/in-batches.ts";
import type { EventResults } from "./sort-out.ts";
import { type StoreEventsInput, storeBatches } from "./store-events.ts";

/** Stores what requests bring. Those of a scope that come at the same time share a transaction. */
export type EventStore = (scope: Scope, batch: StoreEventsInput) => Promise<EventResults>;

/** Events that one transaction stores. */
const MOST = 2000;

/** Makes the store. A batch that cannot be stored fails alone. */
export function createEventStore(database: Database): EventStore {
  return inBatches<StoreEventsInput, EventResults>(
    async (scope, batches) => {
      const results = await database.inScope(scope, (queries) => storeBatches(queries, batches));
      return batches.map(() => results);
    },
    { weigh: ({ events }) => events.length, most: MOST, failsAlone: true },
  );
}
