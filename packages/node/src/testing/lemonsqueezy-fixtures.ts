import { createHmac } from "node:crypto";

/** A document as Lemon Squeezy sends it. */
export type LemonSqueezyDocument = Readonly<Record<string, unknown>>;

const CUSTOM = { pricewright_unit_kind: "account", pricewright_unit_id: "a_1", pricewright_price: "pro-59" };

/** A webhook about an object, as the endpoint gets it. */
export function lemonEvent(
  name: string,
  id: string,
  attributes: LemonSqueezyDocument,
  custom: object = CUSTOM,
): string {
  return JSON.stringify({
    meta: { event_name: name, test_mode: true, custom_data: custom },
    data: { type: "objects", id, attributes: { store_id: 12, test_mode: true, ...attributes } },
  });
}

/** The header that Lemon Squeezy signs a body with. */
export function lemonSignature(body: string, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

/** An order of 59.00, less a coupon of 9.00, and 10.00 of tax on top. */
export function lemonOrder(more: LemonSqueezyDocument = {}): LemonSqueezyDocument {
  return {
    currency: "USD",
    subtotal: 5900,
    discount_total: 900,
    tax: 1000,
    total: 6000,
    refunded_amount: 0,
    refunded: false,
    first_order_item: { id: 31, order_id: 21, variant_id: 59, price: 5900, quantity: 1 },
    created_at: "2026-05-01T12:00:00.000000Z",
    updated_at: "2026-05-01T12:00:00.000000Z",
    ...more,
  };
}

/** An invoice of a subscription. */
export function lemonInvoice(more: LemonSqueezyDocument = {}): LemonSqueezyDocument {
  return {
    subscription_id: 41,
    billing_reason: "renewal",
    currency: "USD",
    refunded: false,
    refunded_amount: 0,
    subtotal: 5900,
    tax: 1000,
    total: 6000,
    created_at: "2026-06-01T12:00:00.000000Z",
    updated_at: "2026-06-01T12:00:00.000000Z",
    ...more,
  };
}

/** A subscription. */
export function lemonSubscription(more: LemonSqueezyDocument = {}): LemonSqueezyDocument {
  return {
    order_id: 21,
    variant_id: 59,
    status: "active",
    ends_at: null,
    updated_at: "2026-05-01T12:00:01.000000Z",
    ...more,
  };
}
