import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { runDueWebhooks } from "../jobs/run-due-webhooks.ts";
import { startWebhookWork } from "../jobs/start-webhook-work.ts";
import { NO_PLATFORM_KEYS } from "../providers/provider-settings.ts";
import { dumpRows } from "../testing/dump-rows.ts";
import { type FakeAnswer, type FakeProvider, startFakeProvider } from "../testing/fake-provider.ts";
import { countsOf, exposure, preparePriceTest, republish } from "../testing/price-test.ts";
import {
  charge,
  invoice,
  invoiceLine,
  lemonEvent,
  lemonOrder,
  metadata,
  signLemon,
  signStripe,
  stripeEvent,
  subscription,
} from "../testing/provider-fixtures.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import type { Purchase } from "./on-purchase.ts";

let server: TestServer;
let fake: FakeProvider;
let tenant: TestTenant;
let now: Date;
/** What the provider says when it is asked, by path; "away" breaks the connection. */
let answers: Record<string, FakeAnswer | "away">;
const purchases: Purchase[] = [];

const STRIPE_SECRET = "whsec_of_the_endpoint";
const LEMON_SECRET = "secret-of-the-store";
const prices = [
  { id: "license-39", amount: "39.00", interval: "once", providers: { stripe: "price_39", lemonsqueezy: "39" } },
  {
    id: "license-59",
    amount: "59.00",
    interval: "once",
    listed: false,
    providers: { stripe: "price_59", lemonsqueezy: "59" },
  },
];

beforeAll(async () => {
  fake = await startFakeProvider(({ path }) => {
    const [name = ""] = path.split("?");
    const special = answers[name];
    if (special === "away") throw new Error("away");
    if (special) return special;
    if (name === "/v1/account") return { status: 200, body: { id: "acct_1" } };
    if (name === "/v1/users/me") return { status: 200, body: { meta: { test_mode: true } } };
    if (name === "/v1/stores") return { status: 200, body: { data: [{ id: "12" }] } };
    return { status: 404, body: { error: { code: "resource_missing" } } };
  });
  server = await startTestServer({
    clock: () => now,
    providers: { ...NO_PLATFORM_KEYS, addresses: { stripe: fake.url, lemonsqueezy: fake.url, paid: fake.url } },
    onPurchase: async (_, { tenantId }, purchase) => {
      // What an earlier test left behind is another tenant's.
      if (tenantId === tenant.scope.tenantId) purchases.push(purchase);
    },
  });
});
afterAll(async () => {
  await server.drop();
  await fake.close();
});
beforeEach(async () => {
  now = new Date("2026-05-01T12:00:30Z");
  purchases.length = 0;
  answers = {
    "/v1/subscriptions/sub_1": { status: 200, body: subscription() },
    "/v1/invoice_payments": {
      status: 200,
      body: { data: [{ id: "inpay_1", invoice: "in_1", payment: { type: "payment_intent", payment_intent: "pi_1" } }] },
    },
  };
  tenant = await server.newTenant();
  const put = (provider: string, body: object) =>
    server.call("PUT", `/v1/providers/${provider}`, { key: tenant.secretKey, body });
  await put("stripe", { apiKey: "sk_test_abc", webhookSecret: STRIPE_SECRET });
  await put("lemonsqueezy", { apiKey: "lemon-key", webhookSecret: LEMON_SECRET });
  await preparePriceTest(tenant);
  await republish(server, tenant, { currency: "USD", plans: [{ id: "license", name: "Licence", prices }] });
});

const sendRaw = (provider: string, body: string, headers: Record<string, string>, to = tenant.scope.tenantId) =>
  server.call("POST", `/v1/webhooks/${provider}/${to}`, {
    body,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  });
const sendStripe = (event: object, secret = STRIPE_SECRET, at = now) => {
  const body = JSON.stringify(event, null, 2);
  return sendRaw("stripe", body, { "stripe-signature": signStripe(body, secret, at) });
};
const sendLemon = (event: object) => {
  const body = JSON.stringify(event);
  return sendRaw("lemonsqueezy", body, { "x-signature": signLemon(body, LEMON_SECRET) });
};
const run = () => runDueWebhooks(server.services);
/** Sends events one after another, each processed before the next. */
const tell = async (...events: object[]) => {
  for (const event of events) {
    const { status } = "meta" in event ? await sendLemon(event) : await sendStripe(event);
    expect(status).toBe(200);
    await run();
  }
};
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const outcomes = () =>
  server.database.inScope(tenant.scope, (queries) =>
    rows<{ event_id: string; type: string; amount: string; revenue: string }>(
      queries,
      sql`select source, unit_id, event_id, type, price, amount, revenue, currency, name, sale from outcomes order by event_id`,
    ),
  );
/** What was earned, whatever the way that it came on. */
const earned = async () => {
  const all = await outcomes();
  const sum = (type: string, of: "amount" | "revenue") =>
    all.filter((one) => one.type === type).reduce((total, one) => total + Math.round(Number(one[of]) * 100), 0);
  return [all.filter(({ type }) => type === "sale").length, sum("sale", "revenue") - sum("refund", "amount")];
};
const received = async (provider = "stripe") =>
  (await tenant.get(`/v1/providers/${provider}/webhooks`)).body.webhooks.map(
    ({ id, status, detail }: Record<string, unknown>) => [id, status, detail],
  );
const paid = (id = "evt_1", more: object = {}) => stripeEvent(id, "invoice.paid", invoice(), more);
const refunded = (id: string, amount: number) => stripeEvent(id, "charge.refunded", charge(amount));

describe("a webhook", () => {
  it("is taken in only with the signature of its environment, and lately", async () => {
    const event = paid();
    expect((await sendStripe(event, "whsec_another")).body).toMatchObject({ status: 400, code: "invalid-signature" });
    for (const seconds of [-301, 301]) {
      const at = new Date(now.getTime() + seconds * 1000);
      expect((await sendStripe(event, STRIPE_SECRET, at)).body.code).toBe("invalid-signature");
    }
    const body = JSON.stringify(event);
    const signature = signStripe(body, STRIPE_SECRET, now);
    for (const header of ["", "t=1", signature.replace("v1=", "v0="), signature.replace("t=", "t=-")])
      expect((await sendRaw("stripe", body, { "stripe-signature": header })).body.code).toBe("invalid-signature");
    expect((await sendRaw("stripe", `${body} `, { "stripe-signature": signature })).body.code).toBe(
      "invalid-signature",
    );
    expect((await sendRaw("stripe", body, { "stripe-signature": signature }, "nobody")).body.code).toBe(
      "invalid-signature",
    );
    expect((await sendStripe(stripeEvent("evt_2", "invoice.paid", invoice(), { livemode: true }))).body.code).toBe(
      "wrong-environment",
    );
    expect(
      (await sendStripe(stripeEvent("evt_2", "invoice.paid", invoice(), { api_version: "2024-06-20" }))).body,
    ).toMatchObject({ status: 400, code: "unsupported-api-version", detail: expect.stringContaining("endive") });
    expect((await sendRaw("paid", body, {})).status).toBe(400);
    expect(await received()).toEqual([]);
  });

  it("is kept sealed, and processed after it was answered", async () => {
    expect((await sendStripe(paid())).body).toEqual({ received: true });
    expect(await received()).toEqual([["evt_1", "pending", null]]);
    expect(await outcomes()).toEqual([]);
    const [row] = await server.database.inScope(tenant.scope, (queries) =>
      rows<{ text: string }>(queries, sql`select to_jsonb(r)::text as text from received_webhooks r`),
    );
    // Long enough that no sealed text has it by chance.
    expect(JSON.stringify(paid())).toContain("metadata");
    expect(row?.text).not.toContain("metadata");
    await run();
    expect(await received()).toEqual([["evt_1", "processed", null]]);
  });

  it("is taken with the secret before, while that is in its overlap", async () => {
    await tenant.post("/v1/providers/stripe/rotate", { webhookSecret: "whsec_the_next", overlapHours: 1 });
    expect((await sendStripe(paid())).status).toBe(200);
    expect((await sendStripe(paid("evt_2"), "whsec_the_next")).status).toBe(200);
    later(61);
    expect((await sendStripe(paid("evt_3"))).body.code).toBe("invalid-signature");
  });
});

describe("the worker", () => {
  it("is woken by what comes in, and processes it", async () => {
    // So rarely that it would not look by itself.
    const work = startWebhookWork(server.services, 3_600_000);
    try {
      await Promise.all([sendStripe(paid()), sendStripe(paid("evt_2")), sendStripe(paid("evt_3"))]);
      await expect
        .poll(async () => (await received()).every(([, status]: string[]) => status === "processed"))
        .toBe(true);
      expect(await received()).toHaveLength(3);
    } finally {
      await work.stop();
    }
  });
});

describe("erasing a unit", () => {
  it("takes its name and what it typed out of what providers told", async () => {
    await tell(paid(), stripeEvent("evt_2", "customer.subscription.created", subscription()));
    const own = await dumpRows(server.database, tenant.scope);
    const tables = ["provider_payments", "provider_subscriptions", "received_webhooks"] as const;
    for (const table of tables) expect(own[table]?.join(), table).toContain('"a_1"');
    expect((await server.call("DELETE", "/v1/units/account/a_1", { key: tenant.secretKey })).status).toBe(200);
    const left = await dumpRows(server.database, tenant.scope);
    expect(Object.values(left).flat().join()).not.toContain('"a_1"');
    expect(left.received_webhooks?.map((row) => JSON.parse(row).sealed)).toEqual(["", ""]);
    await tell(refunded("evt_3", 6000));
    expect(await earned()).toEqual([1, 0]);
  });
});

describe("an invoice of Stripe", () => {
  it("is one sale: of the line's price, after discount and without tax", async () => {
    await tell(paid());
    expect(await outcomes()).toEqual([
      {
        source: "stripe",
        unit_id: "a_1",
        event_id: "stripe:in_1:il_1:sale",
        type: "sale",
        price: "license-59",
        amount: "59.00",
        revenue: "50.00",
        currency: "USD",
        name: null,
        sale: null,
      },
    ]);
    expect(purchases).toEqual([
      {
        id: "stripe:in_1:il_1:sale",
        unit: { kind: "account", id: "a_1" },
        price: "license-59",
        occurredAt: new Date("2026-05-01T12:00:00Z"),
      },
    ]);
  });

  it("is one sale replayed, in parallel, and under another event's id", async () => {
    await Promise.all(Array.from({ length: 4 }, () => sendStripe(paid())));
    await Promise.all([run(), run(), run()]);
    await Promise.all([sendStripe(paid("evt_2")), sendStripe(paid("evt_3", { created: 1_777_637_000 }))]);
    await Promise.all([run(), run()]);
    await tell(paid());
    expect(await earned()).toEqual([1, 5000]);
    expect(purchases).toHaveLength(1);
  });

  it("leaves out prorations and says so, and is nothing where no money moved", async () => {
    const proration = invoiceLine({
      id: "il_2",
      amount: -1200,
      parent: { type: "subscription_item_details", subscription_item_details: { proration: true } },
    });
    await tell(stripeEvent("evt_1", "invoice.paid", invoice({ lines: { data: [invoiceLine(), proration] } })));
    expect((await received())[0]).toEqual(["evt_1", "processed", expect.stringContaining("1 lines are prorations")]);
    const free = invoice({ id: "in_2", total: 0, lines: { data: [invoiceLine({ amount: 0, discount_amounts: [] })] } });
    await tell(stripeEvent("evt_2", "invoice.paid", free));
    expect(await earned()).toEqual([1, 5000]);
  });

  it("takes tax that is in the price off, and the customer's credits", async () => {
    const line = invoiceLine({
      discount_amounts: [],
      pretax_credit_amounts: [{ amount: 400, type: "credit_balance_transaction" }],
      taxes: [{ amount: 500, tax_behavior: "inclusive" }],
    });
    await tell(stripeEvent("evt_1", "invoice.paid", invoice({ lines: { data: [line] } })));
    expect(await earned()).toEqual([1, 5000]);
  });

  it("asks for the lines that the event leaves out", async () => {
    answers["/v1/invoices/in_1/lines"] = {
      status: 200,
      body: { data: [invoiceLine(), invoiceLine({ id: "il_2" })], has_more: false },
    };
    await tell(stripeEvent("evt_1", "invoice.paid", invoice({ lines: { data: [invoiceLine()], has_more: true } })));
    expect(await earned()).toEqual([2, 10_000]);
  });

  it("is attributed to the arm of its unit", async () => {
    await tenant.post("/v1/events", {
      events: [
        exposure("x", {
          unit: { kind: "account", id: "a_1" },
          variant: "price-59",
          occurredAt: "2026-05-01T11:00:00Z",
        }),
      ],
    });
    await tell(paid());
    expect((await countsOf(tenant))["price-59"]).toEqual([1, 1, 1]);
  });

  it("waits for its unit, and then for nothing", async () => {
    const unnamed = invoice({ parent: { subscription_details: { metadata: {}, subscription: "sub_1" } } });
    await tell(stripeEvent("evt_1", "invoice.paid", unnamed));
    expect(await received()).toEqual([["evt_1", "waiting", expect.stringContaining("whose it is")]]);
    await tell(stripeEvent("evt_2", "customer.subscription.created", subscription()));
    expect(await earned()).toEqual([1, 5000]);
  });

  it("is listed as unattributed after 3 days", async () => {
    const unnamed = invoice({ parent: null });
    await tell(stripeEvent("evt_1", "invoice.paid", unnamed));
    for (let hours = 0; hours < 71; hours++) {
      later(60);
      await run();
    }
    expect((await received())[0]?.[1]).toBe("waiting");
    later(60);
    await run();
    expect((await tenant.get("/v1/providers/stripe/webhooks?status=unattributed")).body.webhooks).toHaveLength(1);
    expect(await outcomes()).toEqual([]);
    later(60 * 24);
    await run();
    expect((await received())[0]?.[1]).toBe("unattributed");
  });

  it("of a price that nobody published waits for it", async () => {
    const line = invoiceLine({ pricing: { price_details: { price: "price_new" }, unit_amount_decimal: "5900" } });
    await tell(stripeEvent("evt_1", "invoice.paid", invoice({ lines: { data: [line] } })));
    expect((await received())[0]).toEqual(["evt_1", "waiting", expect.stringContaining("price_new")]);
  });
});

describe("money that goes back", () => {
  const permutations = <Value>(values: readonly Value[]): Value[][] =>
    values.length < 2
      ? [[...values]]
      : values.flatMap((value, index) =>
          permutations(values.filter((_, other) => other !== index)).map((rest) => [value, ...rest]),
        );

  it("is the same in every order, without its tax", async () => {
    for (const [index, order] of permutations(["paid", 2000, 6000, "again"] as const).entries()) {
      const own = await server.newTenant("test", `order-${index}`);
      tenant = own;
      await server.call("PUT", "/v1/providers/stripe", {
        key: own.secretKey,
        body: { apiKey: "sk_test_abc", webhookSecret: STRIPE_SECRET },
      });
      await own.post("/v1/catalog", { currency: "USD", plans: [{ id: "license", name: "Licence", prices }] });
      for (const [position, what] of order.entries())
        await tell(typeof what === "number" ? refunded(`evt_r${position}`, what) : paid(`evt_${what}`));
      later(1);
      await run();
      expect(await earned(), order.join()).toEqual([1, 0]);
    }
  });

  it("in part is a part of the revenue", async () => {
    await tell(paid(), refunded("evt_2", 1500), refunded("evt_3", 1500), refunded("evt_4", 3000));
    expect(await earned()).toEqual([1, 2500]);
    expect(await outcomes()).toMatchObject([
      { event_id: "stripe:ch_1:il_1:refund-1500", amount: "12.50", sale: "stripe:in_1:il_1:sale" },
      { event_id: "stripe:ch_1:il_1:refund-3000", amount: "12.50" },
      { type: "sale" },
    ]);
  });

  it("by a dispute counts once", async () => {
    const dispute = {
      id: "du_1",
      object: "dispute",
      amount: 6000,
      charge: "ch_1",
      payment_intent: "pi_1",
      created: 1_777_636_900,
    };
    const told = (id: string) => stripeEvent(id, "charge.dispute.created", dispute);
    await tell(paid(), told("evt_2"), told("evt_3"), told("evt_2"));
    expect(await earned()).toEqual([1, 0]);
    const won = { ...dispute, status: "won" };
    await tell(
      stripeEvent("evt_4", "charge.dispute.closed", won),
      stripeEvent("evt_5", "charge.dispute.funds_reinstated", won),
    );
    expect(await earned()).toEqual([1, 5000]);
  });
});

describe("a subscription of Stripe", () => {
  const state = () =>
    server.database.inScope(tenant.scope, (queries) =>
      rows(queries, sql`select id, unit_id, status from provider_subscriptions`),
    );

  it("is in the state that it is in, whatever came last", async () => {
    const ended = subscription({ status: "canceled", ended_at: 1_777_636_800 });
    answers["/v1/subscriptions/sub_1"] = { status: 200, body: ended };
    await tell(
      stripeEvent("evt_3", "customer.subscription.deleted", ended),
      stripeEvent("evt_1", "customer.subscription.created", subscription({ status: "trialing" })),
      stripeEvent("evt_2", "customer.subscription.updated", subscription()),
    );
    expect(await state()).toEqual([{ id: "sub_1", unit_id: "a_1", status: "canceled" }]);
    expect(await outcomes()).toMatchObject([{ event_id: "stripe:sub_1:-:churn", type: "outcome", name: "churn" }]);
  });

  it("is tried again when Stripe is away", async () => {
    answers["/v1/subscriptions/sub_1"] = "away";
    await tell(stripeEvent("evt_1", "customer.subscription.updated", subscription()));
    expect((await received())[0]).toEqual(["evt_1", "pending", expect.stringContaining("Stripe does not answer")]);
    answers["/v1/subscriptions/sub_1"] = { status: 200, body: subscription({ status: "past_due" }) };
    later(1);
    await run();
    expect(await state()).toMatchObject([{ status: "past-due" }]);
  });

  it("that could not be paid is an outcome of that name, once for each invoice", async () => {
    const failed = (id: string) => stripeEvent(id, "invoice.payment_failed", invoice({ status: "open" }));
    await tell(failed("evt_1"), failed("evt_2"));
    expect(await outcomes()).toMatchObject([{ event_id: "stripe:in_1:-:payment-failed", name: "payment-failed" }]);
  });
});

describe("a session of Stripe", () => {
  const session = (more: object = {}) => ({
    id: "cs_1",
    object: "checkout.session",
    amount_subtotal: 5900,
    amount_total: 6000,
    currency: "usd",
    invoice: null,
    livemode: false,
    metadata: metadata("a_1"),
    mode: "payment",
    payment_intent: "pi_1",
    payment_status: "paid",
    subscription: null,
    ...more,
  });
  const line = {
    id: "li_1",
    object: "item",
    amount_discount: 900,
    amount_subtotal: 5900,
    amount_tax: 1000,
    amount_total: 6000,
    price: { id: "price_59", unit_amount: 5900, unit_amount_decimal: "5900" },
    quantity: 1,
  };
  beforeEach(() => {
    answers["/v1/checkout/sessions/cs_1/line_items"] = { status: 200, body: { data: [line], has_more: false } };
  });

  it("that was paid without an invoice is a sale, and is refunded by its payment", async () => {
    answers["/v1/invoice_payments"] = { status: 200, body: { data: [] } };
    await tell(stripeEvent("evt_1", "checkout.session.completed", session()));
    expect(await outcomes()).toMatchObject([
      { event_id: "stripe:cs_1:li_1:sale", amount: "59.00", revenue: "50.00", price: "license-59" },
    ]);
    await tell(refunded("evt_2", 6000));
    expect(await earned()).toEqual([1, 0]);
  });

  it("is no sale beside its invoice, or before it is paid", async () => {
    await tell(
      stripeEvent("evt_1", "checkout.session.completed", session({ invoice: "in_1" })),
      stripeEvent("evt_2", "checkout.session.completed", session({ payment_status: "unpaid" })),
      paid("evt_3"),
    );
    expect(await earned()).toEqual([1, 5000]);
  });

  it("tells whose a subscription is", async () => {
    const unnamed = invoice({ parent: { subscription_details: { metadata: {}, subscription: "sub_1" } } });
    await tell(
      stripeEvent("evt_1", "invoice.paid", unnamed),
      stripeEvent("evt_2", "checkout.session.completed", session({ mode: "subscription", subscription: "sub_1" })),
    );
    expect(await earned()).toEqual([1, 5000]);
  });
});

describe("Lemon Squeezy", () => {
  const custom = metadata("a_1");
  const order = (more: object = {}) => lemonEvent("order_created", "orders", "21", lemonOrder(more), custom);
  const subscribed = {
    order_id: 21,
    variant_id: 59,
    status: "active",
    ends_at: null,
    updated_at: "2026-05-01T12:00:01.000000Z",
  };
  const lemonInvoice = (more: object = {}) => ({
    subscription_id: 41,
    billing_reason: "renewal",
    currency: "USD",
    status: "paid",
    refunded: false,
    refunded_at: null,
    refunded_amount: 0,
    subtotal: 5900,
    discount_total: 900,
    tax: 1000,
    total: 6000,
    created_at: "2026-06-01T12:00:00.000000Z",
    updated_at: "2026-06-01T12:00:00.000000Z",
    ...more,
  });
  const told = (name: string, id: string, more: object = {}) =>
    lemonEvent(name, "subscription-invoices", id, lemonInvoice(more));
  const start = () => lemonEvent("subscription_created", "subscriptions", "41", subscribed, custom);
  beforeEach(() => {
    answers["/v1/subscriptions/41"] = {
      status: 200,
      body: { data: { id: "41", attributes: { variant_id: 59, first_subscription_item: { quantity: 1 } } } },
    };
  });

  it("is believed by its signature only, and only once", async () => {
    const body = JSON.stringify(order());
    const signature = signLemon(body, LEMON_SECRET);
    expect((await sendRaw("lemonsqueezy", body, { "x-signature": signLemon(body, "another") })).body.code).toBe(
      "invalid-signature",
    );
    expect((await sendRaw("lemonsqueezy", `${body} `, { "x-signature": signature })).body.code).toBe(
      "invalid-signature",
    );
    await Promise.all(Array.from({ length: 4 }, () => sendRaw("lemonsqueezy", body, { "x-signature": signature })));
    await Promise.all([run(), run()]);
    later(60 * 24 * 30);
    await sendRaw("lemonsqueezy", body, { "x-signature": signature });
    await run();
    expect(await received("lemonsqueezy")).toHaveLength(1);
    expect(await outcomes()).toMatchObject([
      { event_id: "lemonsqueezy:order-21:31:sale", amount: "59.00", revenue: "50.00", price: "license-59" },
    ]);
    const live = lemonEvent("order_created", "orders", "22", { ...lemonOrder(), test_mode: false }, custom);
    expect((await sendLemon({ ...live, meta: { ...live.meta, test_mode: false } })).body.code).toBe(
      "wrong-environment",
    );
  });

  it("counts the first payment by its order and each renewal by its invoice", async () => {
    await tell(
      told("subscription_payment_success", "51", { billing_reason: "initial" }),
      told("subscription_payment_success", "52"),
      start(),
      order(),
      told("subscription_payment_success", "52", { updated_at: "2026-06-01T12:00:09.000000Z" }),
    );
    later(1);
    await run();
    expect(await earned()).toEqual([2, 10_000]);
    expect((await outcomes()).map(({ event_id }) => event_id)).toEqual([
      "lemonsqueezy:invoice-52:-:sale",
      "lemonsqueezy:order-21:31:sale",
    ]);
  });

  it("gives back once, by whichever of its two events", async () => {
    const back = { refunded: true, refunded_at: "2026-05-02T12:00:00.000000Z", refunded_amount: 6000 };
    await tell(
      told("subscription_payment_refunded", "51", { billing_reason: "initial", ...back }),
      start(),
      lemonEvent("order_refunded", "orders", "21", lemonOrder({ ...back, status: "refunded" }), custom),
      order(),
      told("subscription_payment_success", "52"),
      told("subscription_payment_refunded", "52", { refunded_amount: 1500 }),
    );
    later(1);
    await run();
    expect(await earned()).toEqual([2, 5000 - 1250]);
  });

  it("has subscriptions in the state of the newest word, whenever that came", async () => {
    const word = (name: string, more: object) =>
      lemonEvent(name, "subscriptions", "41", { ...subscribed, ...more }, custom);
    await tell(
      word("subscription_updated", {
        status: "expired",
        ends_at: "2026-05-01T12:00:00.000000Z",
        updated_at: "2026-05-03T12:00:00.000000Z",
      }),
      word("subscription_cancelled", { status: "cancelled", updated_at: "2026-05-02T12:00:00.000000Z" }),
      start(),
    );
    const stored = await server.database.inScope(tenant.scope, (queries) =>
      rows(queries, sql`select status, origin from provider_subscriptions`),
    );
    expect(stored).toEqual([{ status: "canceled", origin: "order-21" }]);
    expect(await outcomes()).toMatchObject([{ event_id: "lemonsqueezy:subscription-41:-:churn" }]);
  });
});
