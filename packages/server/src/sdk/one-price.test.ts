import { createHmac } from "node:crypto";
import { definePricing } from "@pricewright/core/catalog";
import type { PriceEquality } from "@pricewright/core/statistics";
import {
  createLocal,
  type LostEvents,
  memoryStore,
  type Pricing,
  type PricingAnswer,
  receiveWebhook,
} from "@pricewright/node";
import { type SandboxDelivery, sandbox } from "@pricewright/node/sandbox";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runDueWebhooks } from "../jobs/run-due-webhooks.ts";
import { NO_PLATFORM_KEYS } from "../providers/provider-settings.ts";
import { type FakeProvider, startFakeProvider } from "../testing/fake-provider.ts";
import { catalog, experiment, preparePriceTest } from "../testing/price-test.ts";
import { charge, invoice, invoiceLine, signStripe, stripeEvent } from "../testing/provider-fixtures.ts";
import { connectSdk, type SdkClient } from "../testing/sdk-client.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

/** Shown = quoted = charged = attributed, from the page to the invoice and back. */

const NOW = "2026-05-01T12:00:00.000Z";
const WEBHOOK_SECRET = "whsec_of_the_endpoint";
const urls = { successUrl: "https://shop.example/thanks", cancelUrl: "https://shop.example/prices" };

let fake: FakeProvider;
let server: TestServer;
let tenant: TestTenant;
let wire: SdkClient;
let lost: LostEvents[];
let now: Date;
let sessions: Record<string, string>[];

beforeAll(async () => {
  fake = await startFakeProvider(({ path, body }) => {
    if (path === "/v1/account") return { status: 200, body: { id: "acct_1" } };
    if (path === "/v1/checkout/sessions") {
      const form = Object.fromEntries(new URLSearchParams(body));
      // Setting a key looks whether it may make sessions, and sends none.
      if (form.mode) sessions.push(form);
      return { status: 200, body: { id: `cs_${sessions.length}`, url: `https://pay.example/${sessions.length}` } };
    }
    const [, of] = /^\/v1\/invoice_payments\?.*payment_intent\]=(pi_\w+)/.exec(decodeURIComponent(path)) ?? [];
    const number = of?.slice("pi_".length);
    const payment = {
      id: `inpay_${number}`,
      invoice: `in_${number}`,
      payment: { type: "payment_intent", payment_intent: of },
    };
    return { status: 200, body: { data: of ? [payment] : [] } };
  });
  const addresses = { stripe: fake.url, lemonsqueezy: fake.url, paid: fake.url };
  server = await startTestServer({ clock: () => now, providers: { ...NO_PLATFORM_KEYS, addresses } });
});
afterAll(async () => {
  await server.drop();
  await fake.close();
});
beforeEach(async () => {
  now = new Date(NOW);
  sessions = [];
  lost = [];
  tenant = await server.newTenant();
  await preparePriceTest(tenant);
  wire = connectSdk(server, tenant.secretKey, { clock: () => now, onLost: (events) => lost.push(events) });
  return () => wire.client.close();
});

const pass = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

interface Shopper {
  readonly answer: PricingAnswer;
  readonly unit: { readonly kind: "visitor"; readonly id: string };
  readonly quote: string;
  readonly price: { readonly price: string; readonly amount: string; readonly currency: string };
}

/** Somebody who looks at the page, which reports what it shows. */
async function look(pricing: Pricing, id: string): Promise<Shopper> {
  const answer = await pricing.evaluate({ id });
  const [shown] = answer.pricing.plans[0]?.prices ?? [];
  const { id: price = "", amount = "", currency = "" } = shown ?? {};
  const quote = answer.quote as string;
  pricing.track({
    type: "quoted-exposure",
    quote,
    shown: [{ price, amount, currency }],
    occurredAt: now.toISOString(),
  });
  await pricing.flush();
  return { answer, unit: { kind: "visitor", id }, quote, price: { price, amount, currency } };
}

const everyone = async (pricing: Pricing, count: number) => {
  const shoppers: Shopper[] = [];
  for (let index = 0; index < count; index++) shoppers.push(await look(pricing, `visitor-${index}`));
  return shoppers;
};
const equalities = async (pricing: Pricing) => {
  const { shown, quoted, charged, attributed } = (await pricing.results("license-price")).report.integrity;
  return { shown, quoted, charged, attributed };
};
const all = (units: number): PriceEquality => ({ equal: units, different: 0, unknown: 0, of: units });
const revenueOf = async (pricing: Pricing) => {
  const { report } = await pricing.results("license-price");
  const sum = report.variants.reduce(
    (total, { observed, visitors }) => total + (observed.revenuePerVisitor ?? 0) * visitors,
    0,
  );
  return [report.variants.reduce((total, { conversions }) => total + conversions, 0), Math.round(sum)];
};

describe("from the first sight to the invoice, through a server", () => {
  it("is one price at the sandbox, whatever is sent twice, early or late", async () => {
    const shoppers = await everyone(wire.client, 6);
    expect(new Set(shoppers.map(({ price }) => price.price))).toEqual(new Set(["license-39", "license-59"]));
    pass(1);
    for (const { quote, unit, price } of shoppers) {
      const checkout = await wire.client.checkout({ quote, unit, plan: "license", ...urls });
      expect(checkout).toMatchObject({ ...price, provider: "sandbox", status: "open" });
      expect((await wire.client.checkout({ quote, unit, plan: "license", ...urls })).id).toBe(checkout.id);
      const pay = () => server.call("POST", `${new URL(checkout.url).pathname}/pay`);
      expect((await Promise.all([pay(), pay()])).map(({ status }) => status)).toEqual([303, 303]);
    }
    expect(await equalities(wire.client)).toEqual({
      shown: all(6),
      quoted: all(6),
      charged: all(6),
      attributed: all(6),
    });
    const paid = shoppers.reduce((sum, { price }) => sum + Number(price.amount), 0);
    expect(await revenueOf(wire.client)).toEqual([6, paid]);
  });

  it("is one price at a provider, whose webhooks come twice and out of order, and back again", async () => {
    await server.call("PUT", "/v1/providers/stripe", {
      key: tenant.secretKey,
      body: { apiKey: "sk_test_abc", webhookSecret: WEBHOOK_SECRET },
    });
    const shoppers = await everyone(wire.client, 4);
    for (const { quote, unit } of shoppers) await wire.client.checkout({ quote, unit, plan: "license", ...urls });
    expect(sessions.map((form) => form["line_items[0][price_data][unit_amount]"])).toEqual(
      shoppers.map(({ price }) => price.amount.replace(".", "")),
    );
    pass(1);
    const paid = shoppers.map((shopper, index) =>
      paidInvoice(shopper, index, sessions[index] as Record<string, string>),
    );
    const refund = stripeEvent(
      "evt_back",
      "charge.refunded",
      charge(minor(shoppers[0] as Shopper), refundOf(0, shoppers[0] as Shopper)),
    );
    // The refund comes before its payment, each payment under two events' ids.
    await tell(refund, ...paid.toReversed(), ...paid.map((event) => ({ ...event, id: `${event.id}_again` })), ...paid);
    pass(10);
    await runDueWebhooks(server.services);
    expect(await equalities(wire.client)).toEqual({
      shown: all(4),
      quoted: all(4),
      charged: all(4),
      attributed: all(4),
    });
    const kept = shoppers.slice(1).reduce((sum, { price }) => sum + Number(price.amount), 0);
    expect(await revenueOf(wire.client)).toEqual([4, kept]);
  });
});

describe("from the first sight to the invoice, without a server", () => {
  it("is one price at the sandbox, whose webhooks come twice and out of order, and back again", async () => {
    const sent: SandboxDelivery[] = [];
    const provider = sandbox({ clock: () => now, deliver: async (webhook) => void sent.push(webhook) });
    const shop = definePricing(catalog as Parameters<typeof definePricing>[0]);
    const pricing = createLocal({
      catalog: shop,
      experiments: [experiment],
      store: memoryStore(),
      signingKey: "a key of at least 32 characters, for tests",
      provider,
      clock: () => now,
      flushOnTermination: false,
    });
    const take = ({ body, headers }: SandboxDelivery) =>
      receiveWebhook({ provider, pricing, catalogs: [shop], payments: pricing.payments }, body, headers);
    const shoppers = await everyone(pricing, 6);
    pass(1);
    for (const { quote, unit, price } of shoppers) {
      const checkout = await pricing.checkout({ quote, unit, plan: "license", ...urls });
      expect(checkout).toMatchObject({ ...price, provider: "sandbox" });
      expect(await pricing.checkout({ quote, unit, plan: "license", ...urls })).toEqual(checkout);
      await provider.pay(checkout.url.split("/").at(-1) as string);
      if (unit.id === "visitor-0") await provider.refund(checkout.url.split("/").at(-1) as string);
    }
    const [sale, refund, ...others] = sent as [SandboxDelivery, SandboxDelivery, ...SandboxDelivery[]];
    expect(await take(refund)).toMatchObject({ waitsFor: "payment", outcomes: [] });
    for (const webhook of [...others.toReversed(), sale, refund, sale, refund, ...others]) await take(webhook);
    expect(await equalities(pricing)).toEqual({ shown: all(6), quoted: all(6), charged: all(6), attributed: all(6) });
    const kept = shoppers.slice(1).reduce((sum, { price }) => sum + Number(price.amount), 0);
    expect(await revenueOf(pricing)).toEqual([6, kept]);
    await pricing.close();
    await provider.close();
  });
});

const minor = ({ price }: Shopper) => Number(price.amount.replace(".", ""));

function paidInvoice({ price }: Shopper, index: number, form: Record<string, string>) {
  const metadata = Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => {
      const [, key] = /^metadata\[(\w+)\]$/.exec(name) ?? [];
      return key ? [[key, value]] : [];
    }),
  );
  const amount = Number(price.amount.replace(".", ""));
  const line = invoiceLine({
    id: `il_${index}`,
    amount,
    subtotal: amount,
    discount_amounts: [],
    pretax_credit_amounts: [],
    taxes: [],
    metadata,
    pricing: {
      type: "price_details",
      price_details: { price: `price_made_for_${index}`, product: "prod_1" },
      unit_amount_decimal: String(amount),
    },
  });
  const object = invoice({
    id: `in_${index}`,
    amount_due: amount,
    amount_paid: amount,
    subtotal: amount,
    total: amount,
    total_excluding_tax: amount,
    lines: { object: "list", data: [line], has_more: false },
    parent: {
      type: "subscription_details",
      quote_details: null,
      subscription_details: { metadata, subscription: `sub_${index}` },
    },
  });
  return stripeEvent(`evt_${index}`, "invoice.paid", object);
}

function refundOf(index: number, shopper: Shopper) {
  return { id: `ch_${index}`, payment_intent: `pi_${index}`, amount: minor(shopper), refunded: true };
}

async function tell(...events: object[]): Promise<void> {
  for (const event of events) {
    const body = JSON.stringify(event);
    const headers = { "content-type": "application/json", "stripe-signature": signStripe(body, WEBHOOK_SECRET, now) };
    const { status } = await server.call("POST", `/v1/webhooks/stripe/${tenant.scope.tenantId}`, { body, headers });
    expect(status).toBe(200);
    await runDueWebhooks(server.services);
  }
}

describe("whoever changes something", () => {
  let shopper: Shopper;
  beforeEach(async () => {
    shopper = await look(wire.client, "visitor-1");
  });

  const buy = (quote: string, id = "visitor-1") =>
    wire.client.checkout({ quote, unit: { id }, plan: "license", ...urls }).then(
      () => "sold",
      (error: { code: string }) => error.code,
    );
  const verdict = async (quote: string, visitor = "visitor-1") => {
    const result = await wire.client.verifyQuote(quote, { visitor });
    return result.ok ? "ok" : result.code;
  };
  const both = async (quote: string, visitor?: string) => [await verdict(quote, visitor), await buy(quote, visitor)];
  const twice = (code: string) => [code, code];
  const decode = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");

  it("in the amount is found out by the signature", async () => {
    const [header, claims, signature] = shopper.quote.split(".") as [string, string, string];
    const cheaper = { ...decode(claims), prices: [["license", "license-59", "0.01", "USD"]] };
    expect(await both([header, encode(cheaper), signature].join("."))).toEqual(twice("quote-forged"));
  });

  it("by bringing another's quote is told so", async () => {
    expect(await both(shopper.quote, "visitor-2")).toEqual(twice("wrong-unit"));
  });

  it("by waiting too long has to ask again", async () => {
    pass(24 * 60);
    expect(await both(shopper.quote)).toEqual(twice("quote-expired"));
  });

  it("by looking at another variant cannot buy it", async () => {
    const { quote } = await wire.client.evaluate({ id: "visitor-1", overrides: { "license-price": "price-59" } });
    expect(await both(quote as string)).toEqual(twice("preview-quote"));
  });

  it("by bringing a quote of the other environment is told so", async () => {
    const live = await server.newTenant("live", tenant.scope.tenantId);
    await preparePriceTest(live);
    const { body } = await live.post("/v1/evaluate", { unit: { kind: "visitor", id: "visitor-1" } });
    expect(await both(body.quote)).toEqual(twice("wrong-environment"));
  });

  it("by naming another algorithm is found out, since the key decides it", async () => {
    const [header, claims] = shopper.quote.split(".") as [string, string];
    const swapped = (alg: string) => `${encode({ ...decode(header), alg })}.${claims}`;
    const own = createHmac("sha512", "anything").update(swapped("HS512")).digest("base64url");
    expect(await both(`${swapped("HS512")}.${own}`)).toEqual(twice("quote-forged"));
    expect(await both(`${swapped("none")}.`)).toEqual(twice("quote-forged"));
  });

  it("by charging a price that is not the unit's is counted as different, and an unknown one is not taken", async () => {
    const foreign = shopper.price.price === "license-39" ? "59" : "39";
    wire.client.track({
      type: "conversion",
      unit: shopper.unit,
      price: `license-${foreign}`,
      amount: `${foreign}.00`,
      currency: "USD",
      occurredAt: new Date(now.getTime() + 1000).toISOString(),
    });
    wire.client.track({ type: "conversion", unit: shopper.unit, price: "nobodys", amount: "1.00", currency: "USD" });
    await wire.client.flush();
    expect((await equalities(wire.client)).charged).toEqual({ equal: 0, different: 1, unknown: 0, of: 1 });
    const { report } = await wire.client.results("license-price");
    expect(report.variants.reduce((sum, { visitors }) => sum + visitors, 0)).toBe(0);
    expect(lost).toMatchObject([{ reason: "rejected", results: [{ problems: [{ code: "unknown-price" }] }] }]);
  });
});
