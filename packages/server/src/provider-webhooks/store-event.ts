import { createHash } from "node:crypto";
import type { PricingEvent } from "@pricewright/core/api";
import {
  describeReview,
  type ProviderEvent,
  type ProviderPayment,
  type ProviderRefund,
  refundsOf,
  salesOf,
} from "@pricewright/core/providers";
import { sql } from "drizzle-orm";
import { findCheckoutById, setCheckoutStatus } from "../checkouts/queries.ts";
import { type Queries, rows, type Scope } from "../database/database.ts";
import type { PaidLine } from "../database/schema/index.ts";
import type { CheckedEvent } from "../events/check-events.ts";
import { storeEvents } from "../events/store-events.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { UnitId } from "../units/frozen-store.ts";
import { findPayment } from "./find-payment.ts";
import type { OnPurchase } from "./on-purchase.ts";
import type { WebhookProvider } from "./receive-webhook.ts";

/** What storing looks at; read before the transaction, for the embedded database has one connection. */
export interface StoreProviderEventInput {
  readonly scope: Scope;
  readonly provider: WebhookProvider;
  readonly event: ProviderEvent;
  readonly pricing: Pricing;
  readonly secrets: TenantSecrets;
  readonly onPurchase: OnPurchase;
  readonly now: Date;
}

/** What became of an event. */
export interface StoredProviderEvent {
  readonly unit: UnitId | null;
  /** For people: what was left out. */
  readonly detail: string | null;
}

/** Thrown when something that the event needs is not here yet, and may come. */
export class NotYetKnown extends Error {
  override readonly name = "NotYetKnown";
}

/**
 * Stores what a provider's event says, within a transaction that holds the scope's lock. However often and in whatever
 * order the events of a payment come, its sales and refunds are stored once.
 *
 * @throws NotYetKnown when the unit, the price or the payment is not known here.
 */
export async function storeProviderEvent(
  queries: Queries,
  input: StoreProviderEventInput,
): Promise<StoredProviderEvent> {
  const { event } = input;
  const unit = event.unit ?? (await unitOfSubscription(queries, input));
  if (event.subscription && unit) await storeSubscription(queries, input, unit);
  if (event.payment && event.payment.sales.length > 0) await storePayment(queries, input, event.payment, unit);
  if (event.refund) return { unit: await storeRefund(queries, input, event.refund), detail: null };
  const { outcome } = event;
  if (outcome) {
    const owner = unit ?? unknownUnit();
    await store(queries, input, [
      { type: "outcome", id: outcome.id, unit: owner, occurredAt: time(event), outcome: outcome.name },
    ]);
  }
  if (event.subscription && !unit) unknownUnit();
  const { review = [], sales = [] } = event.payment ?? {};
  return { unit, detail: describeReview(review, sales.length > 0) };
}

async function unitOfSubscription(
  queries: Queries,
  { scope, provider, event }: StoreProviderEventInput,
): Promise<UnitId | null> {
  if (event.subscriptionId === null) return null;
  const [row] = await rows<UnitId>(
    queries,
    sql`select unit_kind as kind, unit_id as id from provider_subscriptions
      where tenant_id = ${scope.tenantId} and environment = ${scope.environment} and provider = ${provider}
        and id = ${event.subscriptionId}`,
  );
  return row ?? null;
}

async function storeSubscription(
  queries: Queries,
  { scope, provider, event }: StoreProviderEventInput,
  unit: UnitId,
): Promise<void> {
  if (!event.subscription) return;
  const { id, status, origin, at } = event.subscription;
  await queries.execute(sql`
    insert into provider_subscriptions as known (tenant_id, environment, provider, id, unit_kind, unit_id, status, origin, at)
    values (${scope.tenantId}, ${scope.environment}, ${provider}, ${id}, ${unit.kind}, ${unit.id}, ${status}, ${origin},
      ${new Date(at).toISOString()})
    on conflict (tenant_id, environment, provider, id) do update set
      status = excluded.status, origin = coalesce(excluded.origin, known.origin), at = excluded.at
    where known.at < excluded.at`);
}

async function storePayment(
  queries: Queries,
  input: StoreProviderEventInput,
  { id, aliases, total, currency, sales: lines }: ProviderPayment,
  owner: UnitId | null,
): Promise<void> {
  const { scope, provider, event, pricing, now } = input;
  const unit = owner ?? unknownUnit();
  const catalogs = pricing.catalogs.map(({ document }) => document);
  const found = salesOf(event, { provider, unit, catalogs });
  if (!found.ok)
    throw new NotYetKnown(`no published catalog has a price with the provider's id ${found.unknownPrice ?? "(none)"}`);
  const paid: readonly PaidLine[] = lines.map((line) => ({ id: line.id, revenue: line.revenue }));
  const fresh = await rows(
    queries,
    sql`insert into provider_payments (tenant_id, environment, provider, id, unit_kind, unit_id, aliases, total, refunded,
        currency, lines, at)
      values (${scope.tenantId}, ${scope.environment}, ${provider}, ${id}, ${unit.kind}, ${unit.id},
        ${sql.param([...aliases])}::text[], ${total}, 0, ${currency}, ${JSON.stringify(paid)}::jsonb, ${time(event)})
      on conflict do nothing returning 1`,
  );
  if (fresh.length === 0) return;
  const quoted = await quotedBy(queries, scope, event.checkout);
  await store(queries, input, found.sales, quoted);
  for (const { id: sale, price } of found.sales)
    await input.onPurchase(
      queries,
      scope,
      { id: sale, unit, price, occurredAt: new Date(event.occurredAt || now) },
      input,
    );
}

/** What the checkout's quote names, and that the checkout is paid. */
async function quotedBy(queries: Queries, scope: Scope, id: string | null): Promise<CheckedEvent["quoted"]> {
  const row = id === null ? undefined : await findCheckoutById(queries, scope, id);
  if (!row) return null;
  if (row.status !== "paid") await setCheckoutStatus(queries, scope, row.id, "paid");
  return { unit: { kind: row.unitKind as UnitId["kind"], id: row.unitId }, arms: row.quoted };
}

async function storeRefund(
  queries: Queries,
  input: StoreProviderEventInput,
  { kind, payments, amount }: ProviderRefund,
): Promise<UnitId> {
  const { scope, provider, event } = input;
  const payment = await findPayment(queries, input, payments);
  if (!payment) throw new NotYetKnown("the payment that was given back is not known here");
  await store(queries, input, refundsOf(event, payment, provider));
  if (kind === "refund" && amount > payment.refunded)
    await queries.execute(sql`update provider_payments set refunded = ${amount}
      where tenant_id = ${scope.tenantId} and environment = ${scope.environment} and provider = ${provider}
        and id = ${payment.id}`);
  return payment.unit;
}

async function store(
  queries: Queries,
  { scope, provider, pricing, secrets, now }: StoreProviderEventInput,
  events: readonly PricingEvent[],
  quoted: CheckedEvent["quoted"] = null,
): Promise<void> {
  if (events.length === 0) return;
  const checked = events.map((event, position): CheckedEvent => {
    if (!("unit" in event)) throw new Error("a provider's event has a unit");
    return {
      position,
      event,
      unit: event.unit,
      occurredAt: Date.parse(event.occurredAt),
      // The id says all: one invoice under two events may differ in times.
      bodyHash: createHash("sha256").update(event.id).digest("base64url").slice(0, 22),
      unverified: "",
      quote: null,
      quoted: event.type === "conversion" ? quoted : null,
    };
  });
  await storeEvents(queries, { scope, source: provider, events: checked, pricing, secrets, derived: {}, now });
}

function time({ occurredAt }: ProviderEvent): string {
  return new Date(occurredAt).toISOString();
}

function unknownUnit(): never {
  throw new NotYetKnown("it does not say whose it is, and its subscription is not known here");
}
