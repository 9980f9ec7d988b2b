import type { WebhookDelivery, WebhookDeliveryList } from "@pricewright/core/api";
import { sql } from "drizzle-orm";
import { writeAudit } from "../audit/write-audit.ts";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { ISO_TIME } from "../database/iso-time.ts";
import type { Principal } from "../keys/principal.ts";
import { readCursor, toCursor } from "../lists/cursor.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { Services } from "../services.ts";
import { findEndpoint } from "./endpoints.ts";
import { newMessageId } from "./tell-endpoints.ts";

type DeliveryServices = Pick<Services, "database" | "clock">;

const iso = (column: string) => sql`to_char(${sql.identifier(column)} at time zone 'utc', ${ISO_TIME})`;
const COLUMNS = sql`id, type, status, attempts, ${iso("created_at")} as "createdAt", ${iso("delivered_at")} as "deliveredAt",
  ${iso("due_at")} as "nextAttemptAt", last_status as "lastStatus", last_problem as "lastProblem"`;

/** A part of an endpoint's messages, newest first. */
export async function listDeliveries(
  queries: Queries,
  scope: Scope,
  endpoint: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<WebhookDeliveryList> {
  await findEndpoint(queries, scope, endpoint);
  const place = readCursor(cursor, /^\d{4}-\d{2}-\d{2}T[\d:.]+Z \S+$/);
  const [at, id] = place?.split(" ") ?? [null, null];
  const found = await rows<WebhookDelivery & { readonly place: string }>(
    queries,
    sql`select ${COLUMNS}, to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || ' ' || id as place
      from webhook_deliveries
      where ${ofEndpoint(scope, endpoint)}
        and (${at}::timestamptz is null or (created_at, id) < (${at}::timestamptz, ${id}::text))
      order by created_at desc, id desc limit ${limit + 1}`,
  );
  const part = found.slice(0, limit);
  const last = part.at(-1);
  return {
    deliveries: part.map(({ place: _, ...delivery }) => delivery),
    nextCursor: found.length > limit && last ? toCursor(last.place) : null,
  };
}

/** Sends a message that says nothing, to see whether it arrives. */
export async function sendTest(
  { database, clock }: DeliveryServices,
  { scope }: Principal,
  endpoint: string,
): Promise<WebhookDelivery> {
  const at = clock().toISOString();
  const { tenantId, environment } = scope;
  const body = JSON.stringify({ type: "test", timestamp: at, environment, data: {} });
  return database.inScope(scope, async (queries) => {
    await findEndpoint(queries, scope, endpoint);
    const [made] = await rows<WebhookDelivery>(
      queries,
      sql`insert into webhook_deliveries (tenant_id, environment, endpoint_id, id, type, body, status, created_at, due_at)
        values (${tenantId}, ${environment}, ${endpoint}, ${newMessageId()}, 'test', ${body}, 'pending', ${at}, ${at})
        returning ${COLUMNS}`,
    );
    return made as WebhookDelivery;
  });
}

/** Sends a message once more, under the id that it had. */
export async function redeliver(
  { database, clock }: DeliveryServices,
  { scope, id: actor }: Principal,
  { endpoint, delivery }: { readonly endpoint: string; readonly delivery: string },
): Promise<WebhookDelivery> {
  const now = clock();
  return database.inScope(scope, async (queries) => {
    const [changed] = await rows<WebhookDelivery>(
      queries,
      sql`update webhook_deliveries set status = 'pending', attempts = 0, due_at = ${now.toISOString()}, delivered_at = null
        where ${ofEndpoint(scope, endpoint)} and id = ${delivery} returning ${COLUMNS}`,
    );
    if (!changed) throw new RequestProblem("not-found", `There is no delivery "${delivery}" of this endpoint.`);
    const detail = { delivery };
    const entry = { actor, action: "webhook-endpoint.redeliver", target: `webhook-endpoint/${endpoint}`, detail };
    await writeAudit(queries, scope, entry, now);
    return changed;
  });
}

function ofEndpoint({ tenantId, environment }: Scope, endpoint: string) {
  return sql`tenant_id = ${tenantId} and environment = ${environment} and endpoint_id = ${endpoint}`;
}
