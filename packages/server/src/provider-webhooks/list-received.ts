import type { ProviderName, ReceivedWebhook, ReceivedWebhookList } from "@pricewright/core/api";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { readCursor, toCursor } from "../lists/cursor.ts";

/** Which webhooks to list. */
export interface ListReceivedInput {
  readonly provider: ProviderName;
  readonly status?: ReceivedWebhook["status"] | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A part of what a provider sent, newest first. */
export async function listReceived(
  queries: Queries,
  { tenantId, environment }: Scope,
  { provider, status, cursor, limit }: ListReceivedInput,
): Promise<ReceivedWebhookList> {
  const place = readCursor(cursor, /^\d{4}-\d{2}-\d{2}T[\d:.]+Z .+$/s);
  const [at, id] =
    place === null ? [null, null] : [place.slice(0, place.indexOf(" ")), place.slice(place.indexOf(" ") + 1)];
  const found = await rows<ReceivedWebhook>(
    queries,
    sql`select event_id as id, type, status, detail,
        to_char(received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "receivedAt"
      from received_webhooks
      where tenant_id = ${tenantId} and environment = ${environment} and provider = ${provider}
        and (${status ?? null}::text is null or status = ${status ?? null})
        and (${at}::timestamptz is null or (received_at, event_id) < (${at}::timestamptz, ${id}::text))
      order by received_at desc, event_id desc limit ${limit + 1}`,
  );
  const webhooks = found.slice(0, limit);
  const last = webhooks.at(-1);
  const nextCursor = found.length > limit && last ? toCursor(`${last.receivedAt} ${last.id}`) : null;
  return {
    webhooks: webhooks.map((one) => ({ ...one, receivedAt: new Date(one.receivedAt).toISOString() })),
    nextCursor,
  };
}
