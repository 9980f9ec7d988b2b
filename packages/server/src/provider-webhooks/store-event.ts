import { createHash } from "node:crypto";
import type { PricingEvent } from "@pricewright/core/api";
import { sql } from "drizzle-orm";
import { findCheckoutById, setCheckoutStatus } from "../checkouts/queries.ts";
import { type Queries, rows, type Scope } from "../database/database.ts";
import type { PaidLine } from "../database/schema/index.ts";
import type { CheckedEvent } from "../events/check-events.ts";
import { storeEvents } from "../events/store-events.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { UnitId } from "../units/frozen-store.ts";
import { catalogPriceOf } from "./catalog-price.ts";
import { providerExponent, shareOf, toMajor } from "./minor-units.ts";
import type { OnPurchase } from "./on-purchase.ts";
import type { ProviderEvent, ProviderPayment, ProviderRefund } from "./provider-event.ts";
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

/** A payment as stored. */
interface StoredPayment {
  readonly id: string;
  readonly unit_kind: UnitId["kind"];
  readonly unit_id: string;
  readonly total: number;
  readonly refunded: number;
  readonly currency: string;
  readonly lines: readonly PaidLine[];
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
  const leftOut = event.payment?.leftOut ?? 0;
  return { unit, detail: leftOut > 0 ? `to review: ${leftOut} lines are prorations and were not counted` : null };
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
  { id, aliases, total, currency, sales }: ProviderPayment,
  owner: UnitId | null,
): Promise<void> {
  const { scope, provider, event, pricing, now } = input;
  const unit = owner ?? unknownUnit();
  const priced = sales.map((sale) => {
    const price = catalogPriceOf(pricing, provider, { ...sale, said: event.price });
    if (price === null)
      throw new NotYetKnown(
        `no published catalog has a price with the provider's id ${sale.providerPrice ?? "(none)"}`,
      );
    return { ...sale, price };
  });
  const lines: readonly PaidLine[] = sales.map((sale) => ({ id: sale.id, revenue: sale.revenue }));
  const fresh = await rows(
    queries,
    sql`insert into provider_payments (tenant_id, environment, provider, id, unit_kind, unit_id, aliases, total, refunded,
        currency, lines, at)
      values (${scope.tenantId}, ${scope.environment}, ${provider}, ${id}, ${unit.kind}, ${unit.id},
        ${sql.param([...aliases])}::text[], ${total}, 0, ${currency}, ${JSON.stringify(lines)}::jsonb, ${time(event)})
      on conflict do nothing returning 1`,
  );
  if (fresh.length === 0) return;
  const quoted = await quotedBy(queries, scope, event.checkout);
  await store(
    queries,
    input,
    priced.map(({ id: sale, price, amount, revenue }) => ({
      type: "conversion",
      id: sale,
      unit,
      occurredAt: time(event),
      price,
      amount,
      currency,
      revenue: toMajor(revenue, providerExponent(provider, currency)),
    })),
    quoted,
  );
  for (const { id: sale, price } of priced)
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
  { object, kind, payments, amount }: ProviderRefund,
): Promise<UnitId> {
  const { scope, provider, event } = input;
  const payment = await findPayment(queries, input, payments);
  if (!payment) throw new NotYetKnown("the payment that was given back is not known here");
  const { id, total, currency } = payment;
  const unit: UnitId = { kind: payment.unit_kind, id: payment.unit_id };
  const before = kind === "refund" ? payment.refunded : 0;
  if (amount <= before || total <= 0) return unit;
  const exponent = providerExponent(provider, currency);
  const suffix = kind === "refund" ? `refund-${amount}` : kind;
  const refunds = payment.lines.flatMap(({ id: conversion, revenue }): PricingEvent[] => {
    const back = shareOf(amount, revenue, total) - shareOf(before, revenue, total);
    if (back <= 0) return [];
    const line = conversion.split(":")[2] ?? "-";
    const refund = { id: `${object}:${line}:${suffix}`, unit, occurredAt: time(event), conversion, currency };
    return [{ type: "refund", ...refund, amount: toMajor(back, exponent) }];
  });
  await store(queries, input, refunds);
  if (kind === "refund")
    await queries.execute(sql`update provider_payments set refunded = ${amount}
      where tenant_id = ${scope.tenantId} and environment = ${scope.environment} and provider = ${provider} and id = ${id}`);
  return unit;
}

async function findPayment(
  queries: Queries,
  { scope, provider }: StoreProviderEventInput,
  ids: readonly string[],
): Promise<StoredPayment | undefined> {
  const [payment] = await rows<StoredPayment>(
    queries,
    sql`with wanted as (
        select unnest(${sql.param([...ids])}::text[]) as id
        union select origin from provider_subscriptions
          where tenant_id = ${scope.tenantId} and environment = ${scope.environment} and provider = ${provider}
            and 'subscription:' || id = any(${sql.param([...ids])}::text[]))
      select id, unit_kind, unit_id, total::float8 as total, refunded::float8 as refunded, currency, lines
      from provider_payments
      where tenant_id = ${scope.tenantId} and environment = ${scope.environment} and provider = ${provider}
        and (id in (select id from wanted) or aliases && ${sql.param([...ids])}::text[])
      order by at limit 1 for update`,
  );
  return payment;
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
