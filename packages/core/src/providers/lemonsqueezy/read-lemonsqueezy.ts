import type { AskProvider } from "../ask-provider.ts";
import { readMetadata } from "../attribution-metadata.ts";
import { providerExponent, shareOf, toMajor } from "../minor-units.ts";
import { idOf, type ProviderDocument } from "../provider-document.ts";
import { NOTHING, type ProviderEvent, type ProviderSale } from "../provider-event.ts";

/** A verified event of Lemon Squeezy and the means to ask for what it leaves out. */
export interface LemonSqueezyEventInput {
  readonly event: ProviderDocument;
  readonly ask: AskProvider;
}

/** Reads an event of Lemon Squeezy; one of another name says nothing. */
export async function readLemonSqueezy({ event, ask }: LemonSqueezyEventInput): Promise<ProviderEvent> {
  const { data = {}, meta = {} } = event;
  const attributes = data.attributes ?? {};
  const base = { ...NOTHING, ...readMetadata([meta.custom_data]) };
  switch (meta.event_name) {
    case "order_created":
      return { ...base, ...readOrder(data.id, attributes) };
    case "order_refunded":
      return { ...base, ...refunded(`order-${data.id}`, attributes) };
    case "subscription_created":
    case "subscription_updated":
    case "subscription_cancelled":
    case "subscription_expired":
      return { ...base, ...readSubscription(data.id, attributes) };
    case "subscription_payment_success":
    case "subscription_payment_recovered":
      return { ...base, ...(await readInvoice(data.id, attributes, ask)) };
    case "subscription_payment_refunded":
      return {
        ...base,
        ...refunded(paymentOf(data.id, attributes), attributes),
        subscriptionId: idOf(attributes.subscription_id),
      };
    case "subscription_payment_failed":
      return {
        ...base,
        subscriptionId: idOf(attributes.subscription_id),
        occurredAt: time(attributes.updated_at),
        outcome: { id: `lemonsqueezy:invoice-${data.id}:-:payment-failed`, name: "payment-failed" },
      };
    default:
      return NOTHING;
  }
}

function readOrder(id: unknown, attributes: ProviderDocument): Partial<ProviderEvent> {
  const currency = String(attributes.currency).toUpperCase();
  const item = attributes.first_order_item ?? {};
  const revenue = Number(attributes.total) - Number(attributes.tax ?? 0);
  const amount = toMajor(Number(item.price ?? attributes.subtotal), providerExponent("lemonsqueezy", currency));
  const sale: ProviderSale = {
    id: `lemonsqueezy:order-${id}:${item.id ?? "-"}:sale`,
    providerPrice: idOf(item.variant_id),
    amount,
    revenue,
  };
  return {
    occurredAt: time(attributes.created_at),
    payment: {
      id: `order-${id}`,
      aliases: [],
      total: Number(attributes.total),
      currency,
      // A trial's order is of nothing: it converts when money moves.
      sales: revenue > 0 ? [sale] : [],
      review: [],
    },
  };
}

/** A renewal. What a subscription begins with is its order's, and what a change of plan costs is a proration. */
async function readInvoice(
  id: unknown,
  attributes: ProviderDocument,
  ask: AskProvider,
): Promise<Partial<ProviderEvent>> {
  const subscriptionId = idOf(attributes.subscription_id);
  const occurredAt = time(attributes.created_at);
  if (attributes.billing_reason === "initial") return { subscriptionId, occurredAt };
  const currency = String(attributes.currency).toUpperCase();
  const base = { id: `invoice-${id}`, aliases: [], total: Number(attributes.total), currency };
  const revenue = Number(attributes.total) - Number(attributes.tax ?? 0);
  if (attributes.billing_reason !== "renewal" || revenue <= 0) {
    const line = { line: `invoice-${id}`, reason: "proration", amount: base.total } as const;
    const review = attributes.billing_reason === "renewal" ? [] : [line];
    return { subscriptionId, occurredAt, payment: { ...base, sales: [], review } };
  }
  const { status, body } = await ask(`/v1/subscriptions/${subscriptionId}`);
  const subscription = status === 200 ? (body?.data?.attributes ?? {}) : {};
  const quantity = Number(subscription.first_subscription_item?.quantity ?? 1) || 1;
  const amount = toMajor(listedAmount(attributes) / quantity, providerExponent("lemonsqueezy", currency));
  const providerPrice = idOf(subscription.variant_id);
  const sale = { id: `lemonsqueezy:invoice-${id}:-:sale`, providerPrice, amount, revenue };
  return { subscriptionId, occurredAt, payment: { ...base, sales: [sale], review: [] } };
}

/** What the price list says of an invoice: with the tax, where its prices include it and its subtotal does not. */
function listedAmount({ subtotal, discount_total, tax, total, tax_inclusive }: ProviderDocument): number {
  const [listed, taxed, off] = [Number(subtotal), Number(tax ?? 0), Number(discount_total ?? 0)];
  const isApart = tax_inclusive === true && taxed > 0 && listed - off + taxed === Number(total) && listed > off;
  return isApart ? listed + shareOf(taxed, listed, listed - off) : listed;
}

function readSubscription(id: unknown, attributes: ProviderDocument): Partial<ProviderEvent> {
  const subscriptionId = String(id);
  const status = STATUSES[attributes.status] ?? String(attributes.status);
  const isOver = attributes.status === "expired";
  const at = time(attributes.updated_at);
  const origin = attributes.order_id === undefined ? null : `order-${attributes.order_id}`;
  return {
    subscriptionId,
    occurredAt: isOver ? time(attributes.ends_at ?? attributes.updated_at) : at,
    subscription: { id: subscriptionId, status, origin, at },
    outcome: isOver ? { id: `lemonsqueezy:subscription-${id}:-:churn`, name: "churn" } : null,
  };
}

function refunded(payment: string, attributes: ProviderDocument): Partial<ProviderEvent> {
  const amount = Number(attributes.refunded_amount ?? (attributes.refunded ? attributes.total : 0));
  return {
    occurredAt: time(attributes.refunded_at ?? attributes.updated_at),
    refund: { object: `lemonsqueezy:${payment}`, kind: "refund", payments: [payment], amount },
  };
}

/** The first payment of a subscription is its order's; `subscription:` is looked up by that. */
function paymentOf(id: unknown, { billing_reason, subscription_id }: ProviderDocument): string {
  return billing_reason === "initial" ? `subscription:${subscription_id}` : `invoice-${id}`;
}

const STATUSES: Readonly<Record<string, string>> = {
  on_trial: "trialing",
  past_due: "past-due",
  unpaid: "past-due",
  cancelled: "canceled",
  expired: "canceled",
};

function time(value: unknown): number {
  return Date.parse(String(value));
}
