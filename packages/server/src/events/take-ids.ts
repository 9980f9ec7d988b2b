import { sql } from "drizzle-orm";
import { type Queries, rows } from "../database/database.ts";
import { lookedUp } from "../database/looked-up.ts";
import type { MergedBatch } from "./merge-batches.ts";

/** Takes the ids that are free. Answers with the body hashes of those that were taken before. */
export async function takeIds(
  queries: Queries,
  { scope, source, events }: MergedBatch,
): Promise<ReadonlyMap<string, string>> {
  // In the order of ids, so that two batches with the same ones never wait for each other.
  const sent = events
    .map(({ checked: { event, bodyHash } }) => ({ id: event.id, bodyHash }))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const refused = await rows<{ id: string }>(
    queries,
    sql`select id from take_event_ids(${source}, ${sql.param(sent.map(({ id }) => id))}::text[],
      ${sql.param(sent.map(({ bodyHash }) => bodyHash))}::text[]) as id`,
  );
  if (refused.length === 0) return new Map();
  const stored = await rows<{ id: string; body_hash: string }>(
    queries,
    sql`select id, body_hash from ${lookedUp(
      sql`unnest(${sql.param([...new Set(refused.map(({ id }) => id))])}::text[]) as wanted`,
      "event_ids",
      scope,
      sql`stored.source = ${source} and stored.id = wanted`,
    )}`,
  );
  return new Map(stored.map(({ id, body_hash }) => [id, body_hash]));
}
