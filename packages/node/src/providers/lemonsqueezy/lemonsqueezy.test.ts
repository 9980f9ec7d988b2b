import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type LemonSqueezyDocument,
  lemonEvent,
  lemonInvoice,
  lemonOrder,
  lemonSignature,
  lemonSubscription,
} from "../../testing/lemonsqueezy-fixtures.ts";
import { type OutcomeRecord, recordOutcomes, soldCatalog } from "../../testing/record-outcomes.ts";
import { memoryPayments } from "../../webhooks/memory-payments.ts";
import { receiveWebhook } from "../../webhooks/receive-webhook.ts";
import type { ProviderCheckout } from "../provider.ts";
import { lemonsqueezy } from "./lemonsqueezy.ts";

const API = "https://api.lemonsqueezy.com";
const SECRET = "fake-secret";
const options = { apiKey: "fake-key", storeId: "12", environment: "test", webhookSecret: SECRET } as const;
const provider = lemonsqueezy(options);
const checkout: ProviderCheckout = {
  id: "checkout-1",
  unit: { kind: "account", id: "a_1" },
  plan: "pro",
  price: { id: "pro-59", amount: "59.00", currency: "USD", interval: "month", providerPrice: "59" },
  successUrl: "https://shop.example/thanks",
  cancelUrl: "https://shop.example/prices",
};

/** Attributes of a new checkout that Lemon Squeezy documents, and those of its parts that are used here. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  test_mode: [],
  product_options: ["redirect_url", "enabled_variants"],
  checkout_options: ["skip_trial"],
  checkout_data: ["custom", "variant_quantities"],
};
const invalid = (detail: string) =>
  HttpResponse.json({ errors: [{ status: "422", title: "Unprocessable Entity", detail }] }, { status: 422 });
let sent: { readonly authorization: string | null; readonly data: LemonSqueezyDocument }[];

const api = setupServer(
  http.post(`${API}/v1/checkouts`, async ({ request }) => {
    const { data } = (await request.json()) as { data: { attributes: Record<string, object> } & LemonSqueezyDocument };
    for (const [name, value] of Object.entries(data.attributes)) {
      const parts = ATTRIBUTES[name];
      const unknown = parts ? Object.keys(value).find((part) => !parts.includes(part)) : name;
      if (unknown !== undefined) return invalid(`The ${unknown} field is unknown.`);
    }
    sent.push({ authorization: request.headers.get("authorization"), data });
    const url = "https://store.lemonsqueezy.example/checkout/1";
    return HttpResponse.json({ data: { type: "checkouts", id: "ch-1", attributes: { url } } }, { status: 201 });
  }),
  http.get(`${API}/v1/subscriptions/41`, () => {
    const urls = { customer_portal: "https://store.lemonsqueezy.example/billing" };
    const attributes = { variant_id: 59, first_subscription_item: { quantity: 1 }, urls };
    return HttpResponse.json({ data: { type: "subscriptions", id: "41", attributes } });
  }),
  http.post(`${API}/v1/usage-records`, async ({ request }) => {
    const { data } = (await request.json()) as { data: LemonSqueezyDocument };
    sent.push({ authorization: request.headers.get("authorization"), data });
    return HttpResponse.json({ data: { type: "usage-records", id: "1" } }, { status: 201 });
  }),
);
beforeAll(() => api.listen({ onUnhandledFrame: "error" }));
afterEach(() => api.resetHandlers());
afterAll(() => api.close());
beforeEach(() => {
  sent = [];
});

describe("a checkout at Lemon Squeezy", () => {
  it("sells one variant and says who buys what", async () => {
    expect(await provider.createCheckout(checkout)).toEqual({
      id: "ch-1",
      url: "https://store.lemonsqueezy.example/checkout/1",
    });
    expect(sent[0]?.data).toEqual({
      type: "checkouts",
      attributes: {
        test_mode: true,
        product_options: { redirect_url: "https://shop.example/thanks", enabled_variants: [59] },
        checkout_data: {
          custom: {
            pricewright_unit_kind: "account",
            pricewright_unit_id: "a_1",
            pricewright_price: "pro-59",
            pricewright_checkout: "checkout-1",
          },
        },
      },
      relationships: {
        store: { data: { type: "stores", id: "12" } },
        variant: { data: { type: "variants", id: "59" } },
      },
    });
  });

  it("goes by the store's own key, beside other stores in the same process", async () => {
    const other = lemonsqueezy({ ...options, apiKey: "other-key" });
    await Promise.all([
      provider.createCheckout(checkout),
      other.createCheckout(checkout),
      provider.createCheckout(checkout),
    ]);
    expect(sent.map(({ authorization }) => authorization).sort()).toEqual([
      "Bearer fake-key",
      "Bearer fake-key",
      "Bearer other-key",
    ]);
  });

  it("is refused for a price without a variant", async () => {
    const price = { ...checkout.price, providerPrice: undefined };
    await expect(provider.createCheckout({ ...checkout, price })).rejects.toMatchObject({
      code: "provider-refused",
      message: expect.stringContaining("providers.lemonsqueezy"),
    });
  });

  it("that is refused there says why", async () => {
    api.use(http.post(`${API}/v1/checkouts`, () => invalid("The variant does not exist.")));
    await expect(provider.createCheckout(checkout)).rejects.toMatchObject({
      code: "provider-refused",
      status: 422,
      message: expect.stringContaining("The variant does not exist."),
    });
  });

  it.each([
    ["does not answer", () => HttpResponse.error(), false],
    ["answers with 500", () => HttpResponse.json({ errors: [] }, { status: 500 }), false],
    ["answers with 503", () => HttpResponse.json({ errors: [] }, { status: 503 }), true],
    ["answers with 429", () => HttpResponse.json({ errors: [] }, { status: 429 }), true],
  ])("that %s is asked for once, and may be again only where nothing was made", async (_, answer, retryable) => {
    let asked = 0;
    api.use(
      http.post(`${API}/v1/checkouts`, () => {
        asked += 1;
        return answer();
      }),
    );
    await expect(provider.createCheckout(checkout)).rejects.toMatchObject({ code: "provider-unavailable", retryable });
    expect(asked).toBe(1);
  });

  it("that is not answered in time is given up", async () => {
    api.use(http.post(`${API}/v1/checkouts`, () => new Promise(() => {})));
    const hasty = lemonsqueezy({ ...options, timeout: 50 });
    await expect(hasty.createCheckout(checkout)).rejects.toMatchObject({ code: "provider-unavailable", status: null });
  });
});

describe("a customer at Lemon Squeezy", () => {
  it("has a portal by the subscription", async () => {
    expect(await provider.customerPortal({ customer: "41", returnUrl: "https://shop.example/" })).toEqual({
      url: "https://store.lemonsqueezy.example/billing",
    });
  });

  it("is billed for usage, and usage whose answer was lost is not sent again", async () => {
    const usage = { id: "use-1", customer: "71", meter: "tokens", quantity: 12 };
    await provider.reportUsage(usage);
    expect(sent[0]?.data).toMatchObject({ attributes: { quantity: 12, action: "increment" } });
    api.use(http.post(`${API}/v1/usage-records`, () => HttpResponse.error()));
    await expect(provider.reportUsage(usage)).rejects.toMatchObject({ code: "provider-unavailable", retryable: false });
  });
});

describe("a webhook of Lemon Squeezy", () => {
  const body = lemonEvent("order_created", "21", lemonOrder());

  it("is believed by its signature only", async () => {
    const { id, type, event } = await provider.parseWebhook(body, { "X-Signature": lemonSignature(body, SECRET) });
    expect([type, event.unit]).toEqual(["order_created", { kind: "account", id: "a_1" }]);
    expect((await provider.parseWebhook(body, { "x-signature": lemonSignature(body, SECRET) })).id).toBe(id);
    const attacks: [string, string | undefined][] = [
      [body, undefined],
      [body, ""],
      [body, lemonSignature(body, "another")],
      [`${body} `, lemonSignature(body, SECRET)],
      [body.replace("a_1", "a_2"), lemonSignature(body, SECRET)],
    ];
    for (const [text, header] of attacks)
      await expect(provider.parseWebhook(text, { "x-signature": header })).rejects.toMatchObject({
        code: "invalid-signature",
      });
  });

  it("is refused of the other environment", async () => {
    const live = lemonsqueezy({ ...options, environment: "live" });
    await expect(live.parseWebhook(body, { "x-signature": lemonSignature(body, SECRET) })).rejects.toMatchObject({
      code: "wrong-environment",
    });
  });
});

describe("what Lemon Squeezy tells", () => {
  let record: OutcomeRecord;
  let payments: ReturnType<typeof memoryPayments>;
  beforeEach(() => {
    record = recordOutcomes();
    payments = memoryPayments();
  });
  const tell = (body: string) =>
    receiveWebhook({ provider, pricing: record, catalogs: [soldCatalog], payments }, body, {
      "x-signature": lemonSignature(body, SECRET),
    });
  const told = (name: string, id: string, more: LemonSqueezyDocument = {}) =>
    tell(lemonEvent(name, id, lemonInvoice(more), {}));
  const started = () => tell(lemonEvent("subscription_created", "41", lemonSubscription()));

  it("of an order is one sale, before coupon and tax and with the revenue after them, however often it comes", async () => {
    await tell(lemonEvent("order_created", "21", lemonOrder()));
    await tell(lemonEvent("order_created", "21", lemonOrder()));
    expect(record.outcomes()).toMatchObject([
      { id: "lemonsqueezy:order-21:31:sale", price: "pro-59", amount: "59.00", revenue: "50.00" },
    ]);
  });

  it("of a trial is nothing until money moves", async () => {
    await tell(lemonEvent("order_created", "21", lemonOrder({ subtotal: 0, discount_total: 0, tax: 0, total: 0 })));
    await started();
    await told("subscription_payment_success", "51", { billing_reason: "initial", total: 0, tax: 0, subtotal: 0 });
    expect(record.earned()).toEqual([0, 0]);
    await told("subscription_payment_success", "52");
    expect(record.earned()).toEqual([1, 5000]);
  });

  it("of a renewal belongs to the one who subscribed", async () => {
    expect((await told("subscription_payment_success", "52")).waitsFor).toBe("unit");
    await started();
    await told("subscription_payment_success", "52");
    expect(record.outcomes()).toMatchObject([
      { id: "lemonsqueezy:invoice-52:-:sale", unit: { kind: "account", id: "a_1" }, amount: "59.00", revenue: "50.00" },
    ]);
  });

  it.each([
    ["in the subtotal", { subtotal: 5900, tax: 942, total: 5900 }, "49.58"],
    ["beside the subtotal", { subtotal: 4958, tax: 942, total: 5900 }, "49.58"],
    ["beside a discounted subtotal", { subtotal: 4958, discount_total: 2479, tax: 471, total: 2950 }, "24.79"],
  ])("of a renewal with tax that the price includes, %s, is of the listed price", async (_, amounts, revenue) => {
    await started();
    await told("subscription_payment_success", "52", { tax_inclusive: true, ...amounts });
    expect(record.outcomes()).toMatchObject([{ amount: "59.00", revenue }]);
  });

  it("of a change of plan is for people to look at", async () => {
    await started();
    const changed = await told("subscription_payment_success", "53", { billing_reason: "updated" });
    expect(changed).toMatchObject({ outcomes: [], review: expect.stringContaining("1 lines are prorations") });
  });

  it("of a refund takes back once, by whichever of its two events", async () => {
    await started();
    await tell(lemonEvent("order_created", "21", lemonOrder()));
    await told("subscription_payment_refunded", "51", { billing_reason: "initial", refunded_amount: 6000 });
    await tell(lemonEvent("order_refunded", "21", lemonOrder({ refunded: true, refunded_amount: 6000 })));
    expect(record.earned()).toEqual([1, 0]);
  });

  it("of a payment that failed and of an end are outcomes", async () => {
    await started();
    await told("subscription_payment_failed", "52");
    await tell(lemonEvent("subscription_expired", "41", lemonSubscription({ status: "expired" })));
    expect(record.outcomes()).toMatchObject([{ outcome: "payment-failed" }, { outcome: "churn" }]);
  });
});
