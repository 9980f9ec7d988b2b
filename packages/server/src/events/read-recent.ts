import type { RecentEvent } from "@pricewright/core/api";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { ISO_TIME } from "../database/iso-time.ts";

/** Where a part of the list of recent events ends: the receipt, source and id of its last event, which name one event. */
export const RECENT_PLACE: RegExp = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z) (browser|server|\w{1,32}) (.{1,512})$/s;

/** The place of an event in the list. */
export function recentPlace({ receivedAt, source, id }: RecentEvent): string {
  return `${receivedAt} ${source} ${id}`;
}

interface RecentRow extends Omit<RecentEvent, "experiments"> {
  readonly derived: readonly { readonly experiment: string; readonly variant?: string | null }[];
}

/** The events that came last, newest first, counted or not. */
export async function readRecent(
  queries: Queries,
  { tenantId, environment }: Scope,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<RecentEvent[]> {
  const [, receivedAt = null, source = null, id = null] = RECENT_PLACE.exec(before ?? "") ?? [];
  const found = await rows<RecentRow>(
    queries,
    sql`select jsonb_build_object('kind', unit_kind, 'id', unit_id) as unit, source, id, body->>'type' as type,
        to_char(occurred_at at time zone 'utc', ${ISO_TIME}) as "occurredAt",
        to_char(received_at at time zone 'utc', ${ISO_TIME}) as "receivedAt",
        unverified, body->>'price' as price, body->>'amount' as amount, body->>'currency' as currency, derived
      from events
      where tenant_id = ${tenantId} and environment = ${environment}
        and (${receivedAt}::timestamptz is null
          or (received_at, source, id) < (${receivedAt}::timestamptz, ${source}, ${id}))
      order by received_at desc, source desc, id desc limit ${limit}`,
  );
  return found.map(({ derived, ...event }) => ({
    ...event,
    experiments: derived
      .filter(({ experiment }) => experiment !== "")
      .map(({ experiment, variant }) => ({ experiment, variant: variant || null })),
  }));
}
