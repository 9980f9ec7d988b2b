import { createHmac } from "node:crypto";
import { STRIPE_VERSION } from "@pricewright/core/providers";

// biome-ignore lint/suspicious/noExplicitAny: documents of the shapes that the providers document
type Document = Record<string, any>;

/** Metadata that a checkout puts on a session and on its subscription. */
export function metadata(account: string, more: Document = {}): Document {
  return { pricewright_unit_kind: "account", pricewright_unit_id: account, ...more };
}

/** An event of Stripe around an object. */
export function stripeEvent(id: string, type: string, object: Document, more: Document = {}): Document {
  return {
    id,
    object: "event",
    api_version: STRIPE_VERSION,
    created: 1_777_636_800,
    livemode: false,
    type,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    data: { object },
    ...more,
  };
}

/** One line of an invoice: a month of a plan, with a discount and tax. */
export function invoiceLine(more: Document = {}): Document {
  return {
    id: "il_1",
    object: "line_item",
    amount: 5900,
    currency: "usd",
    discount_amounts: [{ amount: 900, discount: "di_1" }],
    discountable: true,
    metadata: {},
    parent: {
      type: "subscription_item_details",
      invoice_item_details: null,
      subscription_item_details: { proration: false, subscription: "sub_1", subscription_item: "si_1" },
    },
    period: { start: 1_777_636_800, end: 1_780_315_200 },
    pretax_credit_amounts: [{ amount: 900, discount: "di_1", type: "discount" }],
    pricing: {
      type: "price_details",
      price_details: { price: "price_59", product: "prod_1" },
      unit_amount_decimal: "5900",
    },
    quantity: 1,
    subtotal: 5900,
    taxes: [{ amount: 1000, tax_behavior: "exclusive", type: "tax_rate_details" }],
    ...more,
  };
}

/** A paid invoice of a subscription; 60 dollars with 10 of tax. */
export function invoice(more: Document = {}): Document {
  return {
    id: "in_1",
    object: "invoice",
    amount_due: 6000,
    amount_paid: 6000,
    billing_reason: "subscription_create",
    created: 1_777_636_700,
    currency: "usd",
    customer: "cus_1",
    lines: { object: "list", data: [invoiceLine()], has_more: false, url: "/v1/invoices/in_1/lines" },
    livemode: false,
    metadata: {},
    parent: {
      type: "subscription_details",
      quote_details: null,
      subscription_details: { metadata: metadata("a_1"), subscription: "sub_1" },
    },
    status: "paid",
    status_transitions: { paid_at: 1_777_636_800 },
    subtotal: 5900,
    total: 6000,
    total_excluding_tax: 5000,
    ...more,
  };
}

/** A subscription. */
export function subscription(more: Document = {}): Document {
  return {
    id: "sub_1",
    object: "subscription",
    created: 1_777_636_600,
    customer: "cus_1",
    items: { object: "list", data: [{ id: "si_1", price: { id: "price_59" } }] },
    livemode: false,
    metadata: metadata("a_1"),
    status: "active",
    canceled_at: null,
    ended_at: null,
    ...more,
  };
}

/** A charge of which so much went back so far. */
export function charge(refunded: number, more: Document = {}): Document {
  return {
    id: "ch_1",
    object: "charge",
    amount: 6000,
    amount_refunded: refunded,
    currency: "usd",
    livemode: false,
    metadata: {},
    payment_intent: "pi_1",
    refunded: refunded === 6000,
    ...more,
  };
}

/** What Lemon Squeezy sends. */
export function lemonEvent(name: string, type: string, id: string, attributes: Document, custom?: Document): Document {
  return {
    meta: {
      event_name: name,
      test_mode: true,
      webhook_id: "8a1ad1bf",
      ...(custom ? { custom_data: custom } : {}),
    },
    data: { type, id, attributes: { store_id: 12, customer_id: 7, test_mode: true, ...attributes } },
  };
}

/** An order of 59 dollars with 9 of discount and 10 of tax. */
export function lemonOrder(more: Document = {}): Document {
  return {
    identifier: "104e18a2-d755-4d4b-80c4-a6c1dcbe1c10",
    order_number: 1,
    currency: "USD",
    currency_rate: "1.0000",
    subtotal: 5900,
    discount_total: 900,
    tax: 1000,
    tax_inclusive: false,
    total: 6000,
    refunded_amount: 0,
    status: "paid",
    refunded: false,
    refunded_at: null,
    first_order_item: { id: 31, order_id: 21, product_id: 1, variant_id: 59, price: 5900, quantity: 1 },
    created_at: "2026-05-01T12:00:00.000000Z",
    updated_at: "2026-05-01T12:00:00.000000Z",
    ...more,
  };
}

/** Signs a body as Stripe does. */
export function signStripe(body: string, secret: string, at: Date): string {
  const time = Math.floor(at.getTime() / 1000);
  return `t=${time},v1=${createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")},v0=unused`;
}

/** Signs a body as Lemon Squeezy does. */
export function signLemon(body: string, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}
