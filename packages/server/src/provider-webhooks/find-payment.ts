import type { KnownPayment } from "@pricewright/core/providers";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { lookedUp } from "../database/looked-up.ts";
import type { UnitId } from "../units/frozen-store.ts";
import type { WebhookProvider } from "./receive-webhook.ts";

/** Begins the id of what was paid first for a subscription, before the subscription's id. */
const BEGAN = "subscription:";

/** A payment as stored. */
type StoredPayment = Omit<KnownPayment, "unit"> & { readonly unit_kind: UnitId["kind"]; readonly unit_id: string };

/** The payment that one of the ids means: its own, another that it goes by, or that of the subscription it began. */
export async function findPayment(
  queries: Queries,
  { scope, provider }: { readonly scope: Scope; readonly provider: WebhookProvider },
  ids: readonly string[],
): Promise<KnownPayment | undefined> {
  const subscriptions = ids.flatMap((id) => (id.startsWith(BEGAN) ? [id.slice(BEGAN.length)] : []));
  const named = sql`(
      select unnest(${sql.param([...ids])}::text[]) as id
      union select origin from provider_subscriptions
        where tenant_id = ${scope.tenantId} and environment = ${scope.environment} and provider = ${provider}
          and id = any(${sql.param(subscriptions)}::text[])
      union select payments_by_alias(${provider}, ${sql.param([...ids])}::text[])) as named`;
  const isNamed = sql`stored.provider = ${provider} and stored.id = named.id`;
  const payments = lookedUp(named, "provider_payments", scope, isNamed, { lock: true });
  const [payment] = await rows<StoredPayment>(
    queries,
    sql`select provider_payments.id, unit_kind, unit_id, total::float8 as total, refunded::float8 as refunded, currency, lines
      from ${payments} order by at limit 1`,
  );
  if (!payment) return undefined;
  const { unit_kind: kind, unit_id: id, ...rest } = payment;
  return { ...rest, unit: { kind, id } };
}
