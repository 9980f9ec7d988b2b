import { randomBytes } from "node:crypto";
import type { WebhookEvent } from "@pricewright/core/api";
import { sql } from "drizzle-orm";
import type { Queries, Scope } from "../database/database.ts";

/** Something that happened. */
export interface WebhookNews {
  readonly type: WebhookEvent;
  readonly data: Readonly<Record<string, unknown>>;
  /**
   * Names what happens once only, so that it is told once however often it is noticed.
   *
   * @default a new one
   */
  readonly once?: string | undefined;
}

/** Writes a message for every endpoint that wants to know, in the transaction of what happened. */
export async function tellEndpoints(
  queries: Queries,
  { tenantId, environment }: Scope,
  { type, data, once }: WebhookNews,
  now: Date,
): Promise<void> {
  const id = once === undefined ? newMessageId() : `msg_${once}`;
  const at = now.toISOString();
  const body = JSON.stringify({ type, timestamp: at, environment, data });
  await queries.execute(sql`
    insert into webhook_deliveries (tenant_id, environment, endpoint_id, id, type, body, status, created_at, due_at)
    select tenant_id, environment, id, ${id}, ${type}, ${body}, 'pending', ${at}::timestamptz, ${at}::timestamptz
    from webhook_endpoints
    where tenant_id = ${tenantId} and environment = ${environment} and ${type}::text = any(events)
    on conflict do nothing`);
}

/** An id that receivers know a message by. */
export function newMessageId(): string {
  return `msg_${randomBytes(16).toString("base64url")}`;
}
