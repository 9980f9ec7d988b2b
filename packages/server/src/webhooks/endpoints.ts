import { randomBytes } from "node:crypto";
import {
  type CreatedWebhookEndpoint,
  type CreateWebhookEndpointRequest,
  WEBHOOK_EVENTS,
  type WebhookEndpoint,
} from "@pricewright/core/api";
import { and, asc, eq } from "drizzle-orm";
import { writeAudit } from "../audit/write-audit.ts";
import type { Queries, Scope } from "../database/database.ts";
import { webhookDeliveries, webhookEndpoints } from "../database/schema/index.ts";
import type { Principal } from "../keys/principal.ts";
import { RequestProblem } from "../problems/problem.ts";
import { seal } from "../secrets/seal.ts";
import type { Services } from "../services.ts";
import { checkedAddress } from "./public-address.ts";
import { newWebhookSecret } from "./sign-message.ts";

type EndpointServices = Pick<Services, "database" | "clock" | "masterKeys" | "providers">;
type EndpointRow = typeof webhookEndpoints.$inferSelect;

/** Endpoints that one environment may have. */
const MOST_ENDPOINTS = 20;

/**
 * Makes an endpoint, with the only showing of its secret.
 *
 * @throws RequestProblem `invalid-request` for an address that is not on the public internet.
 */
export async function createEndpoint(
  services: EndpointServices,
  { scope, id: actor }: Principal,
  { url, events = WEBHOOK_EVENTS, description = "" }: CreateWebhookEndpointRequest,
): Promise<CreatedWebhookEndpoint> {
  await refusePrivate(url, services.providers.allowPrivateAddresses);
  const now = services.clock();
  const id = `we_${randomBytes(12).toString("base64url")}`;
  const secret = newWebhookSecret();
  const sealed = seal(Buffer.from(secret), endpointContext(scope, id), services.masterKeys);
  const row = await services.database.inScope(scope, async (queries) => {
    if ((await listEndpoints(queries, scope)).length >= MOST_ENDPOINTS)
      throw new RequestProblem("wrong-status", `There are ${MOST_ENDPOINTS} endpoints already. Delete one first.`);
    const [made] = await queries
      .insert(webhookEndpoints)
      .values({
        ...scope,
        id,
        url,
        description,
        events: [...new Set(events)],
        sealed,
        lastFour: secret.slice(-4),
        createdAt: now.toISOString(),
      })
      .returning();
    // The path may hold a secret of the receiver's.
    const detail = { origin: new URL(url).origin, events };
    const entry = { actor, action: "webhook-endpoint.create", target: `webhook-endpoint/${id}`, detail };
    await writeAudit(queries, scope, entry, now);
    return made as EndpointRow;
  });
  return { ...toEndpoint(row), secret };
}

/** The endpoints of a scope, oldest first. */
export function listEndpoints(queries: Queries, scope: Scope): Promise<EndpointRow[]> {
  return queries
    .select()
    .from(webhookEndpoints)
    .where(inScope(scope))
    .orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id));
}

/**
 * One endpoint.
 *
 * @throws RequestProblem `not-found`.
 */
export async function findEndpoint(queries: Queries, scope: Scope, id: string): Promise<EndpointRow> {
  const [row] = await queries
    .select()
    .from(webhookEndpoints)
    .where(and(inScope(scope), eq(webhookEndpoints.id, id)));
  if (!row) throw new RequestProblem("not-found", `There is no webhook endpoint "${id}".`);
  return row;
}

/** Deletes an endpoint and its messages. */
export async function deleteEndpoint(
  { database, clock }: EndpointServices,
  { scope, id: actor }: Principal,
  id: string,
): Promise<WebhookEndpoint> {
  const now = clock();
  return database.inScope(scope, async (queries) => {
    const row = await findEndpoint(queries, scope, id);
    await queries
      .delete(webhookDeliveries)
      .where(
        and(
          eq(webhookDeliveries.tenantId, scope.tenantId),
          eq(webhookDeliveries.environment, scope.environment),
          eq(webhookDeliveries.endpointId, id),
        ),
      );
    await queries.delete(webhookEndpoints).where(and(inScope(scope), eq(webhookEndpoints.id, id)));
    const entry = { actor, action: "webhook-endpoint.delete", target: `webhook-endpoint/${id}`, detail: {} };
    await writeAudit(queries, scope, entry, now);
    return toEndpoint(row);
  });
}

/** An endpoint as the API shows it. */
export function toEndpoint({ id, url, description, events, lastFour, createdAt }: EndpointRow): WebhookEndpoint {
  return { id, url, description, events, lastFour, createdAt: new Date(createdAt).toISOString() };
}

/** What a signing secret is sealed for. */
export function endpointContext({ tenantId, environment }: Scope, id: string): string {
  return `webhook-endpoint/${JSON.stringify([tenantId, environment, id])}`;
}

async function refusePrivate(url: string, allowPrivate: boolean): Promise<void> {
  const { protocol, hostname } = new URL(url);
  const message =
    protocol !== "https:" && !allowPrivate
      ? "use an address that starts with https://"
      : await checkedAddress(hostname, { allowPrivate }).then(
          () => null,
          () => "the host has no address on the public internet",
        );
  if (message === null) return;
  throw new RequestProblem("invalid-request", `The request is not valid: url: ${message}.`, {
    problems: [{ field: "url", code: "private-address", message }],
  });
}

function inScope({ tenantId, environment }: Scope) {
  return and(eq(webhookEndpoints.tenantId, tenantId), eq(webhookEndpoints.environment, environment));
}
