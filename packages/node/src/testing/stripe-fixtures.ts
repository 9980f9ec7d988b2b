import { createHmac } from "node:crypto";
import { STRIPE_VERSION } from "@pricewright/core/providers";

/** A document as Stripe sends it. */
export type StripeDocument = Readonly<Record<string, unknown>>;

const AT = 1_777_636_800;

/** What our checkouts put on sessions and subscriptions. */
export const METADATA: StripeDocument = {
  pricewright_unit_kind: "account",
  pricewright_unit_id: "a_1",
  pricewright_price: "pro-59",
};

/** An event around an object, as the endpoint gets it. */
export function stripeEvent(type: string, object: StripeDocument, more: StripeDocument = {}): string {
  return JSON.stringify({
    id: `evt_${type}`,
    object: "event",
    api_version: STRIPE_VERSION,
    created: AT,
    livemode: false,
    type,
    data: { object },
    ...more,
  });
}

/** The header that Stripe signs a body with. */
export function stripeSignature(body: string, secret: string, at: Date): string {
  const time = Math.floor(at.getTime() / 1000);
  return `t=${time},v1=${createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")}`;
}

/** One line of an invoice: a month of a plan at 59.00, less a coupon of 9.00, and 10.00 of tax on top. */
export function invoiceLine(more: StripeDocument = {}): StripeDocument {
  return {
    id: "il_1",
    object: "line_item",
    amount: 5900,
    currency: "usd",
    discount_amounts: [{ amount: 900, discount: "di_1" }],
    metadata: {},
    parent: {
      type: "subscription_item_details",
      subscription_item_details: { proration: false, subscription: "sub_1", subscription_item: "si_1" },
    },
    pretax_credit_amounts: [{ amount: 900, discount: "di_1", type: "discount" }],
    pricing: {
      type: "price_details",
      price_details: { price: "price_59", product: "prod_1" },
      unit_amount_decimal: "5900",
    },
    quantity: 1,
    taxes: [{ amount: 1000, tax_behavior: "exclusive" }],
    ...more,
  };
}

/** A line that makes up for a part of a period. */
export function proration(amount: number): StripeDocument {
  const details = { proration: true, subscription: "sub_1", subscription_item: "si_1" };
  return invoiceLine({
    id: `il_proration_${amount}`,
    amount,
    discount_amounts: [],
    pretax_credit_amounts: [],
    taxes: [],
    parent: { type: "subscription_item_details", subscription_item_details: details },
  });
}

/** A paid invoice of a subscription: 60.00 with its tax. */
export function invoice(more: StripeDocument = {}): StripeDocument {
  return {
    id: "in_1",
    object: "invoice",
    billing_reason: "subscription_create",
    currency: "usd",
    lines: { object: "list", data: [invoiceLine()], has_more: false },
    metadata: {},
    parent: {
      type: "subscription_details",
      subscription_details: { metadata: METADATA, subscription: "sub_1" },
    },
    status: "paid",
    status_transitions: { paid_at: AT },
    total: 6000,
    ...more,
  };
}

/** A subscription. */
export function subscription(more: StripeDocument = {}): StripeDocument {
  return { id: "sub_1", object: "subscription", metadata: METADATA, status: "active", ended_at: null, ...more };
}

/** A charge of which so much went back so far. */
export function charge(refunded: number): StripeDocument {
  return { id: "ch_1", object: "charge", amount: 6000, amount_refunded: refunded, payment_intent: "pi_1" };
}

/** A dispute about all of a charge. */
export function dispute(status: string): StripeDocument {
  return { id: "du_1", object: "dispute", amount: 6000, charge: "ch_1", payment_intent: "pi_1", status, created: AT };
}

/** A session that was paid at once, without an invoice. */
export function session(more: StripeDocument = {}): StripeDocument {
  return {
    id: "cs_1",
    object: "checkout.session",
    amount_total: 6000,
    currency: "usd",
    invoice: null,
    metadata: METADATA,
    mode: "payment",
    payment_intent: "pi_1",
    payment_status: "paid",
    subscription: null,
    ...more,
  };
}
