import type { StripeAccess } from "../providers/stripe-api.ts";
import { callStripe } from "../providers/stripe-api.ts";
import { readMetadata } from "./metadata.ts";
import { providerExponent, toMajor } from "./minor-units.ts";
import { NOTHING, type ProviderEvent, type ProviderSale } from "./provider-event.ts";

// biome-ignore lint/suspicious/noExplicitAny: a provider's document; every field is read with a default
type Document = any;

/** A webhook of Stripe and the means to ask for what it leaves out. */
export interface ReadStripeInput {
  readonly event: Document;
  readonly access: StripeAccess;
  /** Milliseconds since 1970: what is asked for now is the state of now. */
  readonly now: number;
}

/** Reads an event of Stripe; one of another type says nothing. */
export async function readStripe(input: ReadStripeInput): Promise<ProviderEvent> {
  const object = input.event.data?.object ?? {};
  switch (input.event.type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
      return readSession(object, input);
    case "customer.subscription.created":
    case "customer.subscription.updated":
    case "customer.subscription.deleted":
      return readSubscription(object, input);
    case "invoice.paid":
      return readInvoice(object, input);
    case "invoice.payment_failed":
      return {
        ...ofInvoice(object),
        occurredAt: seconds(input.event.created),
        outcome: { id: `stripe:${object.id}:-:payment-failed`, name: "payment-failed" },
      };
    case "charge.refunded":
      return {
        ...NOTHING,
        occurredAt: seconds(input.event.created),
        refund: {
          object: `stripe:${object.id}`,
          kind: "refund",
          payments: await paymentsOf(object.id, object.payment_intent, input.access),
          amount: Number(object.amount_refunded ?? 0),
        },
      };
    case "charge.dispute.created":
      return {
        ...NOTHING,
        occurredAt: seconds(object.created ?? input.event.created),
        refund: {
          object: `stripe:${object.id}`,
          kind: "dispute",
          payments: await paymentsOf(idOf(object.charge), object.payment_intent, input.access),
          amount: Number(object.amount ?? 0),
        },
      };
    default:
      return NOTHING;
  }
}

/** A session that was paid without an invoice is a sale; with one the invoice is. */
async function readSession(session: Document, { event, access }: ReadStripeInput): Promise<ProviderEvent> {
  const subscriptionId = idOf(session.subscription);
  const metadata = readMetadata([session.metadata]);
  const occurredAt = seconds(event.created);
  const base = { ...NOTHING, ...metadata, subscriptionId, occurredAt };
  if (subscriptionId) return { ...base, subscription: { id: subscriptionId, status: "active", origin: null, at: 0 } };
  if (session.payment_status !== "paid" || idOf(session.invoice)) return base;
  const currency = String(session.currency).toUpperCase();
  const exponent = providerExponent("stripe", currency);
  const lines = await readAll(`/v1/checkout/sessions/${encodeURIComponent(session.id)}/line_items`, access);
  const sales = lines.flatMap((line: Document): ProviderSale[] => {
    const revenue = Number(line.amount_total) - Number(line.amount_tax ?? 0);
    if (revenue <= 0) return [];
    const amount = toMajor(
      line.price?.unit_amount_decimal ?? line.price?.unit_amount ?? line.amount_subtotal,
      exponent,
    );
    return [{ id: `stripe:${session.id}:${line.id}:sale`, providerPrice: idOf(line.price), amount, revenue }];
  });
  const aliases = [idOf(session.payment_intent)].filter((id) => id !== null);
  return {
    ...base,
    payment: { id: session.id, aliases, total: Number(session.amount_total), currency, sales, leftOut: 0 },
  };
}

/** The state of a subscription has no version of its own, so it is asked for. */
async function readSubscription(said: Document, { event, access, now }: ReadStripeInput): Promise<ProviderEvent> {
  const { status, body } = await callStripe(access, { path: `/v1/subscriptions/${encodeURIComponent(said.id)}` });
  // A key that may not read subscriptions leaves what was said, at the time when it was.
  const [object, at] = status === 200 ? [body, now] : [said, seconds(event.created)];
  const ended = object.status === "canceled";
  return {
    ...NOTHING,
    ...readMetadata([object.metadata, said.metadata]),
    subscriptionId: said.id,
    occurredAt: ended ? seconds(object.ended_at ?? object.canceled_at ?? event.created) : seconds(event.created),
    subscription: { id: said.id, status: STATUSES[object.status] ?? String(object.status), origin: null, at },
    outcome: ended ? { id: `stripe:${said.id}:-:churn`, name: "churn" } : null,
  };
}

/** Every line of a paid invoice that is a price and no proration is a sale; nothing is, where no money moved. */
async function readInvoice(invoice: Document, { event, access }: ReadStripeInput): Promise<ProviderEvent> {
  const base = ofInvoice(invoice);
  const occurredAt = seconds(invoice.status_transitions?.paid_at ?? event.created);
  const currency = String(invoice.currency).toUpperCase();
  const exponent = providerExponent("stripe", currency);
  const lines: Document[] = invoice.lines?.has_more
    ? await readAll(`/v1/invoices/${encodeURIComponent(invoice.id)}/lines`, access)
    : (invoice.lines?.data ?? []);
  const regular = lines.filter((line) => !isProration(line));
  const sales = regular.flatMap((line): ProviderSale[] => {
    const revenue = revenueOf(line);
    if (revenue <= 0 || Number(invoice.total) <= 0) return [];
    const amount = toMajor(line.pricing?.unit_amount_decimal ?? line.amount, exponent);
    const providerPrice = idOf(line.pricing?.price_details?.price);
    return [{ id: `stripe:${invoice.id}:${line.id}:sale`, providerPrice, amount, revenue }];
  });
  const aliases = (invoice.payments?.data ?? []).flatMap((one: Document) =>
    [idOf(one.payment?.payment_intent), idOf(one.payment?.charge)].filter((id) => id !== null),
  );
  const unit = readMetadata([
    invoice.parent?.subscription_details?.metadata,
    invoice.metadata,
    ...lines.map(({ metadata }) => metadata),
  ]);
  return {
    ...base,
    ...unit,
    occurredAt,
    payment: {
      id: invoice.id,
      aliases,
      total: Number(invoice.total),
      currency,
      sales,
      leftOut: lines.length - regular.length,
    },
  };
}

function ofInvoice(invoice: Document): ProviderEvent {
  const details = invoice.parent?.subscription_details;
  return {
    ...NOTHING,
    ...readMetadata([details?.metadata, invoice.metadata]),
    subscriptionId: idOf(details?.subscription),
  };
}

/** Before tax, after discounts and the customer's credits. */
function revenueOf(line: Document): number {
  const discounts = sum(line.discount_amounts);
  const credits = sum((line.pretax_credit_amounts ?? []).filter(({ type }: Document) => type !== "discount"));
  const taxes = sum((line.taxes ?? []).filter((tax: Document) => tax.tax_behavior === "inclusive"));
  return Number(line.amount) - discounts - credits - taxes;
}

function isProration({ parent }: Document): boolean {
  return (parent?.subscription_item_details?.proration ?? parent?.invoice_item_details?.proration) === true;
}

/** Ids that the payment of a charge may be known by: a charge does not name its invoice. */
async function paymentsOf(charge: string | null, intent: unknown, access: StripeAccess): Promise<string[]> {
  const payment = idOf(intent);
  const own = [charge, payment].filter((id) => id !== null);
  if (payment === null) return own;
  const query = new URLSearchParams({ "payment[type]": "payment_intent", "payment[payment_intent]": payment });
  const { status, body } = await callStripe(access, { path: `/v1/invoice_payments?${query}` });
  const invoices = status === 200 ? (body?.data ?? []).map(({ invoice }: Document) => idOf(invoice)) : [];
  return [...own, ...invoices.filter((id: string | null) => id !== null)];
}

async function readAll(path: string, access: StripeAccess): Promise<Document[]> {
  const all: Document[] = [];
  for (let after: string | null = null; ; ) {
    const query = new URLSearchParams({ limit: "100", ...(after === null ? {} : { starting_after: after }) });
    const { status, body } = await callStripe(access, { path: `${path}?${query}` });
    if (status !== 200)
      throw new Error(`Stripe answers ${status} to ${path.split("/")[2]}; the key may lack a permission`);
    all.push(...(body?.data ?? []));
    after = all.at(-1)?.id ?? null;
    if (!body?.has_more || after === null) return all;
  }
}

const STATUSES: Readonly<Record<string, string>> = {
  past_due: "past-due",
  unpaid: "past-due",
  incomplete_expired: "canceled",
};

function idOf(value: unknown): string | null {
  if (typeof value === "string" && value !== "") return value;
  const id = (value as { readonly id?: unknown } | null)?.id;
  return typeof id === "string" ? id : null;
}

function sum(amounts: readonly { readonly amount: number }[] | null | undefined): number {
  return (amounts ?? []).reduce((total, { amount }) => total + Number(amount), 0);
}

function seconds(value: unknown): number {
  return Number(value) * 1000;
}
