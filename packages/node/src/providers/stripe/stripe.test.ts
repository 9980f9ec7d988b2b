import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type OutcomeRecord, recordOutcomes, soldCatalog } from "../../testing/record-outcomes.ts";
import {
  charge,
  dispute,
  invoice,
  invoiceLine,
  METADATA,
  proration,
  type StripeDocument,
  session,
  stripeEvent,
  stripeSignature,
  subscription,
} from "../../testing/stripe-fixtures.ts";
import { memoryPayments } from "../../webhooks/memory-payments.ts";
import { receiveWebhook } from "../../webhooks/receive-webhook.ts";
import type { ProviderCheckout } from "../provider.ts";
import { stripe } from "./stripe.ts";

const API = "https://api.stripe.com";
const SECRET = "whsec_fake";
const now = new Date("2026-05-01T12:00:30Z");
const provider = stripe({ apiKey: "sk_test_fake", webhookSecret: SECRET, clock: () => now, retries: 0 });
const checkout: ProviderCheckout = {
  id: "checkout-1",
  unit: { kind: "account", id: "a_1" },
  plan: "pro",
  price: { id: "pro-59", amount: "59.00", currency: "USD", interval: "month", providerPrice: "price_59" },
  successUrl: "https://shop.example/thanks",
  cancelUrl: "https://shop.example/prices",
};

/** Fields that Stripe documents of what is sent to it; it refuses others, and so does this. */
const FIELDS: Readonly<Record<string, RegExp>> = {
  session: new RegExp(
    `^(${[
      "mode|success_url|cancel_url|client_reference_id|customer|adaptive_pricing\\[enabled\\]",
      "line_items\\[\\d\\]\\[(price|quantity)\\]",
      "line_items\\[\\d\\]\\[price_data\\]\\[(currency|unit_amount|product_data\\]\\[name|recurring\\]\\[interval)\\]",
      "(metadata|payment_intent_data\\[metadata\\]|subscription_data\\[metadata\\])\\[\\w{1,40}\\]",
      "subscription_data\\[trial_period_days\\]",
    ].join("|")})$`,
  ),
  portal: /^(customer|return_url)$/,
  meterEvent: /^(event_name|identifier|timestamp|payload\[(stripe_customer_id|value)\])$/,
};
const readForm = async (request: Request, kind: string) => {
  const form = Object.fromEntries(new URLSearchParams(await request.text()));
  const unknown = Object.keys(form).find((name) => !FIELDS[kind]?.test(name));
  return { form, refused: unknown === undefined ? null : refusal(`Received unknown parameter: ${unknown}`) };
};
const refusal = (message: string) =>
  HttpResponse.json({ error: { type: "invalid_request_error", message } }, { status: 400 });
let answers: Record<string, StripeDocument>;
let keys: (string | null)[];
let forms: Record<string, string>[];

const api = setupServer(
  http.post(`${API}/v1/checkout/sessions`, async ({ request }) => {
    const { form, refused } = await readForm(request, "session");
    if (refused) return refused;
    if (!form.mode || !form.success_url || !form["line_items[0][quantity]"]) return refusal("Missing required param");
    if (form.mode === "payment" && "subscription_data[metadata][pricewright_price]" in form)
      return refusal("You can not pass `subscription_data` in `payment` mode.");
    forms.push(form);
    keys.push(request.headers.get("idempotency-key"));
    return HttpResponse.json({ id: "cs_1", object: "checkout.session", url: "https://checkout.stripe.example/cs_1" });
  }),
  http.post(`${API}/v1/billing_portal/sessions`, async ({ request }) => {
    const { form, refused } = await readForm(request, "portal");
    if (refused) return refused;
    return HttpResponse.json({
      object: "billing_portal.session",
      url: `https://billing.stripe.example/${form.customer}`,
    });
  }),
  http.post(`${API}/v1/billing/meter_events`, async ({ request }) => {
    const { form, refused } = await readForm(request, "meterEvent");
    if (refused) return refused;
    forms.push(form);
    return HttpResponse.json({ object: "billing.meter_event" });
  }),
  http.get(`${API}/v1/*`, ({ request }) => {
    const answer = answers[new URL(request.url).pathname];
    return answer ? HttpResponse.json(answer) : refusal("No such object");
  }),
);
beforeAll(() => api.listen({ onUnhandledFrame: "error" }));
afterEach(() => api.resetHandlers());
afterAll(() => api.close());
beforeEach(() => {
  [keys, forms] = [[], []];
  answers = {
    "/v1/subscriptions/sub_1": subscription(),
    "/v1/invoice_payments": { object: "list", data: [{ id: "inpay_1", invoice: "in_1" }], has_more: false },
    "/v1/checkout/sessions/cs_1/line_items": {
      object: "list",
      has_more: false,
      data: [
        {
          id: "li_1",
          object: "item",
          amount_discount: 900,
          amount_subtotal: 5900,
          amount_tax: 1000,
          amount_total: 6000,
          price: { id: "price_59", unit_amount: 5900, unit_amount_decimal: "5900" },
          quantity: 1,
        },
      ],
    },
  };
});

describe("a checkout at Stripe", () => {
  it("is a session that says who buys what, under the checkout's id as the idempotency key", async () => {
    expect(await provider.createCheckout(checkout)).toEqual({
      id: "cs_1",
      url: "https://checkout.stripe.example/cs_1",
    });
    await provider.createCheckout(checkout);
    expect(keys).toEqual(["checkout-1", "checkout-1"]);
    const own = { ...METADATA, pricewright_checkout: "checkout-1" };
    const nested = (prefix: string) => Object.fromEntries(Object.entries(own).map(([k, v]) => [`${prefix}[${k}]`, v]));
    expect(forms[0]).toEqual({
      mode: "subscription",
      success_url: "https://shop.example/thanks",
      cancel_url: "https://shop.example/prices",
      client_reference_id: "checkout-1",
      "adaptive_pricing[enabled]": "false",
      "line_items[0][price]": "price_59",
      "line_items[0][quantity]": "1",
      ...nested("metadata"),
      ...nested("subscription_data[metadata]"),
    });
  });

  it("names the amount where Stripe does not know the price, in the unit that Stripe counts in", async () => {
    const price = { id: "license", amount: "1500", currency: "ISK", interval: "once" } as const;
    await provider.createCheckout({ ...checkout, price });
    expect(forms[0]).toMatchObject({
      mode: "payment",
      "line_items[0][price_data][currency]": "isk",
      "line_items[0][price_data][unit_amount]": "150000",
      "line_items[0][price_data][product_data][name]": "pro",
      "payment_intent_data[metadata][pricewright_price]": "license",
    });
  });

  it("begins with a trial where there is one", async () => {
    await provider.createCheckout({ ...checkout, trialDays: 14, customer: "cus_1" });
    expect(forms[0]).toMatchObject({ "subscription_data[trial_period_days]": "14", customer: "cus_1" });
  });

  it("that Stripe refuses says why, and need not be tried again", async () => {
    api.use(http.post(`${API}/v1/checkout/sessions`, () => refusal("No such price: 'price_59'")));
    await expect(provider.createCheckout(checkout)).rejects.toMatchObject({
      code: "provider-refused",
      status: 400,
      retryable: false,
      message: expect.stringContaining("No such price: 'price_59'"),
    });
  });

  it.each([
    ["does not answer", () => HttpResponse.error(), null],
    ["answers with 500", () => HttpResponse.json({}, { status: 500 }), 500],
    ["answers with 429", () => HttpResponse.json({}, { status: 429 }), 429],
  ])("while Stripe %s may be tried again", async (what, answer, status) => {
    api.use(http.post(`${API}/v1/checkout/sessions`, answer));
    await expect(provider.createCheckout(checkout)).rejects.toMatchObject({
      name: "ProviderError",
      code: "provider-unavailable",
      provider: "stripe",
      status,
      retryable: true,
      message: expect.stringContaining(what),
    });
  });

  it("is tried again under the same key, and made once", async () => {
    const tried: (string | null)[] = [];
    api.use(
      http.post(`${API}/v1/checkout/sessions`, ({ request }) => {
        tried.push(request.headers.get("idempotency-key"));
        return tried.length < 2 ? HttpResponse.json({}, { status: 500 }) : undefined;
      }),
    );
    const patient = stripe({ apiKey: "sk_test_fake", retries: 1 });
    expect((await patient.createCheckout(checkout)).id).toBe("cs_1");
    expect(tried).toEqual(["checkout-1", "checkout-1"]);
  });
});

describe("a customer at Stripe", () => {
  it("has a portal", async () => {
    const portal = await provider.customerPortal({ customer: "cus_1", returnUrl: "https://shop.example/" });
    expect(portal).toEqual({ url: "https://billing.stripe.example/cus_1" });
  });

  it("is billed for usage, once for each id", async () => {
    await provider.reportUsage({ id: "use-1", customer: "cus_1", meter: "tokens", quantity: 12, at: now });
    expect(forms[0]).toEqual({
      event_name: "tokens",
      identifier: "use-1",
      "payload[stripe_customer_id]": "cus_1",
      "payload[value]": "12",
      timestamp: "1777636830",
    });
  });
});

describe("a webhook of Stripe", () => {
  const body = stripeEvent("invoice.paid", invoice());
  const parse = (text: string, header: string | undefined) =>
    provider.parseWebhook(text, header === undefined ? {} : { "Stripe-Signature": header });

  it("is believed by its signature", async () => {
    const { id, type, environment, event } = await parse(body, stripeSignature(body, SECRET, now));
    expect([id, type, environment, event.unit]).toEqual([
      "evt_invoice.paid",
      "invoice.paid",
      "test",
      { kind: "account", id: "a_1" },
    ]);
    const bytes = new TextEncoder().encode(body);
    const headers = new Headers({ "stripe-signature": stripeSignature(body, SECRET, now) });
    expect((await provider.parseWebhook(bytes, headers)).id).toBe("evt_invoice.paid");
  });

  it("is refused with another signature, body, time or none", async () => {
    const signature = stripeSignature(body, SECRET, now);
    const attacks: [string, string | undefined][] = [
      [body, undefined],
      [body, ""],
      [body, "t=1"],
      [body, stripeSignature(body, "whsec_other", now)],
      [`${body} `, signature],
      [body.replace("a_1", "a_2"), signature],
      [body, signature.replace("v1=", "v0=")],
      [body, signature.replace(/t=\d+/, "t=1777636831")],
      [body, stripeSignature(body, SECRET, new Date(now.getTime() - 301_000))],
      [body, stripeSignature(body, SECRET, new Date(now.getTime() + 301_000))],
    ];
    for (const [text, header] of attacks)
      await expect(parse(text, header), header).rejects.toMatchObject({ code: "invalid-signature", retryable: false });
    const unset = stripe({ apiKey: "sk_test_fake", clock: () => now });
    await expect(unset.parseWebhook(body, { "stripe-signature": signature })).rejects.toMatchObject({
      code: "invalid-signature",
    });
  });

  it("is taken with either secret while they are rolled", async () => {
    const rolled = stripe({ apiKey: "sk_test_fake", webhookSecret: ["whsec_next", SECRET], clock: () => now });
    for (const secret of ["whsec_next", SECRET])
      expect((await rolled.parseWebhook(body, { "stripe-signature": stripeSignature(body, secret, now) })).id).toBe(
        "evt_invoice.paid",
      );
  });

  it("is refused of the other environment and of another version", async () => {
    const signed = (more: StripeDocument) => {
      const other = stripeEvent("invoice.paid", invoice(), more);
      return parse(other, stripeSignature(other, SECRET, now));
    };
    await expect(signed({ livemode: true })).rejects.toMatchObject({ code: "wrong-environment" });
    await expect(signed({ api_version: "2024-06-20" })).rejects.toMatchObject({ code: "unsupported-api-version" });
    await expect(parse("[", stripeSignature("[", SECRET, now))).rejects.toMatchObject({ code: "malformed-json" });
  });
});

describe("what Stripe tells", () => {
  let record: OutcomeRecord;
  let payments: ReturnType<typeof memoryPayments>;
  beforeEach(() => {
    record = recordOutcomes();
    payments = memoryPayments();
  });
  const tell = (type: string, object: StripeDocument, id = `evt_${type}`) => {
    const body = stripeEvent(type, object, { id });
    const options = { provider, pricing: record, catalogs: [soldCatalog], payments };
    return receiveWebhook(options, body, { "stripe-signature": stripeSignature(body, SECRET, now) });
  };

  it("of a paid invoice is one sale, at the price before coupon and tax, and with the revenue after them", async () => {
    expect(await tell("invoice.paid", invoice())).toMatchObject({
      outcomes: ["stripe:in_1:il_1:sale"],
      review: null,
      waitsFor: null,
    });
    await tell("invoice.paid", invoice(), "evt_again");
    expect(record.outcomes()).toEqual([
      {
        type: "conversion",
        id: "stripe:in_1:il_1:sale",
        unit: { kind: "account", id: "a_1" },
        occurredAt: "2026-05-01T12:00:00.000Z",
        price: "pro-59",
        amount: "59.00",
        currency: "USD",
        revenue: "50.00",
      },
    ]);
  });

  it("with tax in the price still charges the price", async () => {
    const line = invoiceLine({ discount_amounts: [], taxes: [{ amount: 942, tax_behavior: "inclusive" }] });
    await tell("invoice.paid", invoice({ total: 5900, lines: { data: [line] } }));
    expect(record.outcomes()).toMatchObject([{ amount: "59.00", revenue: "49.58" }]);
  });

  it("of several seats charges the price of one", async () => {
    const line = invoiceLine({ amount: 17_700, quantity: 3, discount_amounts: [], taxes: [] });
    await tell("invoice.paid", invoice({ total: 17_700, lines: { data: [line] } }));
    expect(record.outcomes()).toMatchObject([{ amount: "59.00", revenue: "177.00" }]);
  });

  it("of a session is a sale where there is no invoice, and else tells whose the subscription is", async () => {
    await tell("checkout.session.completed", session());
    expect(record.earned()).toEqual([1, 5000]);
    await tell("charge.refunded", charge(6000));
    expect(record.earned()).toEqual([1, 0]);
    const nameless = invoice({
      id: "in_2",
      parent: { subscription_details: { metadata: {}, subscription: "sub_2" } },
    });
    expect((await tell("invoice.paid", nameless)).waitsFor).toBe("unit");
    await tell("checkout.session.completed", session({ id: "cs_2", mode: "subscription", subscription: "sub_2" }));
    expect((await tell("invoice.paid", nameless)).outcomes).toEqual(["stripe:in_2:il_1:sale"]);
  });

  it("of a trial is nothing until money moves", async () => {
    answers["/v1/subscriptions/sub_1"] = subscription({ status: "trialing" });
    await tell("customer.subscription.created", subscription({ status: "trialing" }));
    const free = invoiceLine({ amount: 0, discount_amounts: [], taxes: [] });
    await tell("invoice.paid", invoice({ id: "in_0", total: 0, lines: { data: [free] } }));
    expect(record.outcomes()).toEqual([]);
    await tell("customer.subscription.updated", subscription());
    await tell("invoice.paid", invoice({ billing_reason: "subscription_cycle" }));
    expect(record.earned()).toEqual([1, 5000]);
  });

  it("of a subscription's end is churn, once", async () => {
    const ended = subscription({ status: "canceled", ended_at: 1_777_636_800 });
    answers["/v1/subscriptions/sub_1"] = ended;
    await tell("customer.subscription.updated", subscription());
    await tell("customer.subscription.deleted", ended);
    expect(record.outcomes()).toMatchObject([{ type: "outcome", id: "stripe:sub_1:-:churn", outcome: "churn" }]);
  });

  it("of an invoice that could not be paid is an outcome of that name", async () => {
    await tell("invoice.payment_failed", invoice({ status: "open" }));
    expect(record.outcomes()).toMatchObject([{ type: "outcome", outcome: "payment-failed" }]);
  });

  it("of prorations is for people to look at, alone and beside a sale", async () => {
    const alone = await tell(
      "invoice.paid",
      invoice({ id: "in_2", lines: { data: [proration(3900), proration(-2000)] } }),
    );
    expect(alone).toMatchObject({ outcomes: [], review: "to review: 2 lines are prorations and were not counted" });
    const mixed = await tell("invoice.paid", invoice({ lines: { data: [invoiceLine(), proration(-1200)] } }));
    expect(mixed).toMatchObject({
      outcomes: ["stripe:in_1:il_1:sale"],
      review: "to review: 1 lines are prorations and were not counted, beside sales on one invoice",
    });
  });

  it("of lines that are no price is for people to look at", async () => {
    const credit = invoiceLine({ id: "il_2", amount: -500, parent: { invoice_item_details: { proration: false } } });
    expect((await tell("invoice.paid", invoice({ lines: { data: [invoiceLine(), credit] } }))).review).toContain(
      "1 lines are credits",
    );
    const bare = invoiceLine({ pricing: null });
    const parent = { subscription_details: { metadata: { ...METADATA, pricewright_price: "" } } };
    expect((await tell("invoice.paid", invoice({ id: "in_2", parent, lines: { data: [bare] } }))).review).toContain(
      "1 lines are charges without a price",
    );
    expect(record.earned()).toEqual([1, 5000]);
  });

  it("of a refund in parts and as a whole takes the revenue back, without its tax", async () => {
    await tell("invoice.paid", invoice());
    await tell("charge.refunded", charge(1500), "evt_r1");
    expect(record.earned()).toEqual([1, 3750]);
    await tell("charge.refunded", charge(6000), "evt_r2");
    await tell("charge.refunded", charge(1500), "evt_r1");
    expect(record.earned()).toEqual([1, 0]);
  });

  it("of refunds at the same time takes nothing twice", async () => {
    await tell("invoice.paid", invoice());
    await Promise.all([tell("charge.refunded", charge(1500)), tell("charge.refunded", charge(6000))]);
    expect(record.earned()).toEqual([1, 0]);
  });

  it("of a refund waits for its payment", async () => {
    expect((await tell("charge.refunded", charge(6000))).waitsFor).toBe("payment");
    await tell("invoice.paid", invoice());
    await tell("charge.refunded", charge(6000));
    expect(record.earned()).toEqual([1, 0]);
  });

  it("of a dispute takes the money, and of a won one gives it back, in any order", async () => {
    await tell("invoice.paid", invoice());
    await tell("charge.dispute.created", dispute("needs_response"));
    await tell("charge.dispute.funds_withdrawn", dispute("needs_response"));
    expect(record.earned()).toEqual([1, 0]);
    await tell("charge.dispute.closed", dispute("won"));
    await tell("charge.dispute.funds_reinstated", dispute("won"));
    expect(record.earned()).toEqual([1, 5000]);
    expect(record.outcomes().at(-1)).toMatchObject({ type: "refund", amount: "-50.00" });
  });

  it("of a lost dispute and of a mere inquiry takes nothing more", async () => {
    await tell("invoice.paid", invoice());
    await tell("charge.dispute.created", dispute("warning_needs_response"));
    await tell("charge.dispute.closed", dispute("warning_closed"));
    expect(record.earned()).toEqual([1, 5000]);
    await tell("charge.dispute.created", dispute("needs_response"));
    await tell("charge.dispute.closed", dispute("lost"));
    expect(record.earned()).toEqual([1, 0]);
  });

  it("of a price that nobody published waits for it, and counts nothing of it", async () => {
    const line = invoiceLine({ pricing: { price_details: { price: "price_new" }, unit_amount_decimal: "5900" } });
    expect(await tell("invoice.paid", invoice({ lines: { data: [invoiceLine(), line] } }))).toMatchObject({
      outcomes: [],
      waitsFor: "price",
    });
    expect(record.outcomes()).toEqual([]);
  });

  it("of something else is nothing", async () => {
    expect(await tell("customer.created", { id: "cus_1" })).toMatchObject({ outcomes: [], waitsFor: null });
  });

  it("is not taken in before the outcomes are delivered", async () => {
    const away = { ...record, flush: () => Promise.reject(new Error("the server is away")) };
    const body = stripeEvent("invoice.paid", invoice());
    const receive = receiveWebhook({ provider, pricing: away, catalogs: [soldCatalog], payments }, body, {
      "stripe-signature": stripeSignature(body, SECRET, now),
    });
    await expect(receive).rejects.toThrow("the server is away");
    await expect(payments.exclusively((known) => known.findPayment("stripe", ["in_1"]))).resolves.toBeUndefined();
  });
});
