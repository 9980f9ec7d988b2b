import type { EventResult } from "@pricewright/core/api";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { CheckedEvent } from "./check-events.ts";
import { foldEvents } from "./fold-events.ts";

/** What to store, in one transaction. */
export interface StoreEventsInput {
  readonly scope: Scope;
  /** Who speaks: ids of events are unique to their source. */
  readonly source: "browser" | "server";
  readonly events: readonly CheckedEvent[];
  readonly pricing: Pricing;
}

/** Stores the events that are new and folds them, and says what became of each, by position. */
export async function storeEvents(
  queries: Queries,
  input: StoreEventsInput,
): Promise<ReadonlyMap<number, EventResult>> {
  const { scope, source, events } = input;
  const results = new Map<number, EventResult>();
  // One batch of a scope at a time: a sale and an exposure of one unit may come in two batches at once.
  await lockScope(queries, scope);
  const known = await takeIds(queries, input);
  const fresh: CheckedEvent[] = [];
  const firstHash = new Map<string, string>();
  for (const checked of events) {
    const { event, position, bodyHash, verified } = checked;
    const storedHash = known.get(event.id) ?? firstHash.get(event.id);
    if (storedHash === undefined) {
      firstHash.set(event.id, bodyHash);
      fresh.push(checked);
      results.set(position, { id: event.id, status: verified ? "accepted" : "unverified" });
    } else if (storedHash === bodyHash) {
      results.set(position, { id: event.id, status: "duplicate" });
    } else {
      results.set(position, { id: event.id, status: "rejected", problems: [reusedId(event.id)] });
    }
  }
  if (fresh.length === 0) return results;
  await queries.execute(sql`
    insert into events (tenant_id, environment, source, id, verified, occurred_at, body)
    select ${scope.tenantId}, ${scope.environment}, ${source}, id, verified, occurred_at, body
    from jsonb_to_recordset(${JSON.stringify(fresh.map(({ event, verified }) => ({ id: event.id, verified, occurred_at: event.occurredAt, body: event })))}::jsonb)
      as fresh(id text, verified boolean, occurred_at timestamptz, body jsonb)`);
  await foldEvents(queries, { ...input, events: fresh.filter(({ verified }) => verified) });
  return results;
}

/** Takes the ids that are free. Answers with the body hashes of those that were taken before. */
async function takeIds(
  queries: Queries,
  { scope, source, events }: StoreEventsInput,
): Promise<ReadonlyMap<string, string>> {
  const ids = JSON.stringify(events.map(({ event, bodyHash }) => ({ id: event.id, body_hash: bodyHash })));
  const stored = await rows<{ id: string; body_hash: string }>(
    queries,
    sql`select id, body_hash from event_ids
      where tenant_id = ${scope.tenantId} and environment = ${scope.environment} and source = ${source}
        and id = any(${sql.param([...new Set(events.map(({ event }) => event.id))])}::text[])`,
  );
  await queries.execute(sql`
    insert into event_ids (tenant_id, environment, source, id, body_hash)
    select ${scope.tenantId}, ${scope.environment}, ${source}, id, body_hash
    from jsonb_to_recordset(${ids}::jsonb) as sent(id text, body_hash text)
    on conflict do nothing`);
  return new Map(stored.map(({ id, body_hash }) => [id, body_hash]));
}

function reusedId(id: string) {
  return {
    field: "id",
    code: "event-id-reused",
    message: `another event was stored under the id "${id}"; give each event its own id`,
  };
}
