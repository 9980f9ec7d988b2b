import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { keepConnectedAccount } from "../connected-accounts/queries.ts";
import { NO_PLATFORM_KEYS } from "../providers/provider-settings.ts";
import { type FakeAnswer, type FakeProvider, startFakeProvider } from "../testing/fake-provider.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

let server: TestServer;
let fake: FakeProvider;
let tenant: TestTenant;
let managed: TestServer;
let session: FakeAnswer | "away";
/** What Stripe says of a session, by its id. */
let states: Record<string, string>;
/** Keys that the provider takes no more. */
let revoked: readonly string[];
let count = 0;
let now = new Date();

const urls = { successUrl: "https://shop.example/thanks", cancelUrl: "https://shop.example/prices" };
const page = "https://checkout.stripe.example/c/cs_1";

beforeAll(async () => {
  fake = await startFakeProvider(({ path, method, headers }) => {
    if (revoked.some((key) => headers.authorization === `Bearer ${key}`)) return { status: 401 };
    if (path === "/v1/account") return { status: 200, body: { id: "acct_1" } };
    if (path === "/v1/users/me") return { status: 200, body: { meta: {} } };
    if (path === "/v1/stores") return { status: 200, body: { data: [{ id: "12" }] } };
    if (method === "POST" && (path === "/v1/checkout/sessions" || path === "/v1/checkouts")) {
      if (session === "away") throw new Error("away");
      return session;
    }
    const [, id = ""] = /^\/v1\/checkout\/sessions\/(\w+)$/.exec(path) ?? [];
    if (states[id] === "away") throw new Error("away");
    if (states[id]) return { status: 200, body: { id, object: "checkout.session", status: states[id] } };
    return { status: 200, body: {} };
  });
  const addresses = { stripe: fake.url, lemonsqueezy: fake.url, paid: fake.url };
  server = await startTestServer({ clock: () => now, providers: { ...NO_PLATFORM_KEYS, addresses } });
  const stripe = { apiKey: "sk_live_platform", webhookSecret: null, connectWebhookSecret: null };
  const platform = { ...NO_PLATFORM_KEYS.platform, stripe };
  managed = await startTestServer({ providers: { ...NO_PLATFORM_KEYS, addresses, platform, mode: "managed-only" } });
});
afterAll(async () => {
  await server.drop();
  await managed.drop();
  await fake.close();
});
beforeEach(async () => {
  revoked = [];
  states = {};
  session = { status: 200, body: { id: "cs_1", url: page } };
  tenant = await server.newTenant("live", `seller-${++count}`);
  const prices = [
    { id: "pro-59", amount: "59.00", interval: "month", providers: { stripe: "price_59" } },
    { id: "pro-590", amount: "590", interval: "year", providers: { lemonsqueezy: "590" } },
  ];
  await tenant.post("/v1/catalog", { currency: "USD", plans: [{ id: "pro", name: "Pro", prices }] });
});

const set = (provider: string, apiKey: string) =>
  server.call("PUT", `/v1/providers/${provider}`, { key: tenant.secretKey, body: { apiKey } });
const quoteOf = async () =>
  (await tenant.post("/v1/evaluate", { unit: { kind: "account", id: "a_1" } })).body.quote as string;
const checkout = (quote: string, interval = "month") =>
  tenant.post("/v1/checkouts", { quote, plan: "pro", interval, account: "a_1", ...urls });
/** Forms that Stripe got of this test's checkouts. */
const forms = () =>
  fake.requests
    .filter(({ path, body }) => path === "/v1/checkout/sessions" && body !== "")
    .map(({ body, headers }) => ({
      ...Object.fromEntries(new URLSearchParams(body)),
      key: headers["idempotency-key"],
    }));

describe("POST /v1/checkouts with a tenant's own key", () => {
  it("makes one session at the provider, whose metadata says who buys what", async () => {
    await set("stripe", "sk_live_abc");
    const quote = await quoteOf();
    const before = forms().length;
    const made = await checkout(quote);
    expect([made.status, made.body.provider, made.body.url]).toEqual([201, "stripe", page]);
    expect((await checkout(quote)).body).toEqual(made.body);
    const own = {
      pricewright_unit_kind: "account",
      pricewright_unit_id: "a_1",
      pricewright_price: "pro-59",
      pricewright_checkout: made.body.id,
    };
    const nested = (prefix: string) => Object.fromEntries(Object.entries(own).map(([k, v]) => [`${prefix}[${k}]`, v]));
    expect(forms().slice(before)).toEqual([
      {
        mode: "subscription",
        success_url: urls.successUrl,
        cancel_url: urls.cancelUrl,
        client_reference_id: made.body.id,
        "adaptive_pricing[enabled]": "false",
        "line_items[0][price]": "price_59",
        "line_items[0][quantity]": "1",
        ...nested("metadata"),
        ...nested("subscription_data[metadata]"),
        key: made.body.id,
      },
    ]);
  });

  it("asks again under the same key after the provider was away", async () => {
    await set("stripe", "sk_live_abc");
    const quote = await quoteOf();
    session = "away";
    const before = forms().length;
    expect((await checkout(quote)).body).toMatchObject({ status: 503, code: "provider-unavailable", retryable: true });
    session = { status: 400, body: { error: { message: "No such price: 'price_59'" } } };
    expect((await checkout(quote)).body).toMatchObject({
      status: 409,
      code: "provider-refused",
      detail: expect.stringContaining("No such price"),
    });
    session = { status: 200, body: { url: page } };
    expect((await checkout(quote)).body.url).toBe(page);
    const keys = forms()
      .slice(before)
      .map(({ key }) => key);
    expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
  });

  it("sells by the provider that knows the price", async () => {
    await set("stripe", "sk_live_abc");
    await set("lemonsqueezy", "lemon-key");
    session = { status: 201, body: { data: { attributes: { url: "https://shop.lemon.example/1" } } } };
    const made = await checkout(await quoteOf(), "year");
    expect(made.body).toMatchObject({ provider: "lemonsqueezy", url: "https://shop.lemon.example/1" });
    const sent = JSON.parse(fake.requests.findLast(({ path }) => path === "/v1/checkouts")?.body ?? "");
    expect(sent.data.relationships.variant.data.id).toBe("590");
    expect(sent.data.attributes.checkout_data.custom.pricewright_unit_id).toBe("a_1");
  });

  it("makes another session in the place of one that expired unpaid, while the quote holds", async () => {
    await set("stripe", "sk_live_abc");
    const quote = await quoteOf();
    const made = (await checkout(quote)).body;
    for (const state of ["open", "complete", "away"]) {
      states = { cs_1: state };
      expect((await checkout(quote)).body).toEqual(made);
    }
    states = { cs_1: "expired" };
    session = { status: 200, body: { id: "cs_2", url: `${page}-2` } };
    const before = forms().length;
    const answers = await Promise.all([checkout(quote), checkout(quote)]);
    for (const { status, body } of answers) expect([status, body]).toEqual([200, { ...made, url: `${page}-2` }]);
    expect(
      new Set(
        forms()
          .slice(before)
          .map(({ key }) => key),
      ),
    ).toEqual(new Set([`${made.id}/2`]));
    states = { cs_1: "expired", cs_2: "open" };
    expect((await checkout(quote)).body.url).toBe(`${page}-2`);
    states = { cs_2: "expired" };
    session = { status: 200, body: { id: "cs_3", url: `${page}-3` } };
    expect((await checkout(quote)).body).toMatchObject({ id: made.id, url: `${page}-3` });
    expect(forms().at(-1)).toMatchObject({ key: `${made.id}/3`, "metadata[pricewright_checkout]": made.id });
  });

  it("makes no other session once the quote has expired or its price was withdrawn", async () => {
    await set("stripe", "sk_live_abc");
    const [late, withdrawn] = [await quoteOf(), await quoteOf()];
    expect([(await checkout(late)).status, (await checkout(withdrawn)).status]).toEqual([201, 201]);
    states = { cs_1: "expired" };
    now = new Date(now.getTime() + 25 * 3_600_000);
    expect((await checkout(late)).body.code).toBe("quote-expired");
    states = { cs_1: "open" };
    expect((await checkout(late)).body.url).toBe(page);
    now = new Date(now.getTime() - 25 * 3_600_000);
    states = { cs_1: "expired" };
    await tenant.post("/v1/catalog/withdrawals", { price: "pro-59", honour: "none", reason: "because" });
    expect((await checkout(withdrawn)).body.code).toBe("price-withdrawn");
  });

  it("names the amount where Stripe does not know the price", async () => {
    await set("stripe", "sk_live_abc");
    await checkout(await quoteOf(), "year");
    expect(forms().at(-1)).toMatchObject({
      "line_items[0][price_data][currency]": "usd",
      "line_items[0][price_data][unit_amount]": "59000",
      "line_items[0][price_data][recurring][interval]": "year",
    });
  });

  it("has nobody to sell by without a key, or with one that sells nothing of this", async () => {
    const quote = await quoteOf();
    expect((await checkout(quote)).body.code).toBe("no-payment-provider");
    await set("lemonsqueezy", "lemon-key");
    expect((await checkout(quote)).body.code).toBe("no-payment-provider");
    await server.call("DELETE", "/v1/providers/lemonsqueezy", { key: tenant.secretKey });
    expect((await checkout(quote)).body.code).toBe("no-payment-provider");
  });

  it("goes by the key before, while that is in its overlap and the new one is not taken", async () => {
    await set("stripe", "sk_live_abc");
    await tenant.post("/v1/providers/stripe/rotate", { apiKey: "sk_live_def" });
    revoked = ["sk_live_def"];
    expect((await checkout(await quoteOf())).body.url).toBe(page);
    expect(fake.requests.at(-1)?.headers.authorization).toBe("Bearer sk_live_abc");
  });
});

describe("PLATFORM_MODE", () => {
  it("managed-only sells by the platform for a tenant's connected account, and takes no keys", async () => {
    const own = await managed.newTenant("live");
    const prices = [{ id: "pro-59", amount: "59.00", interval: "month", providers: { stripe: "price_59" } }];
    await own.post("/v1/catalog", { currency: "USD", plans: [{ id: "pro", name: "Pro", prices }] });
    const put = await managed.call("PUT", "/v1/providers/stripe", {
      key: own.secretKey,
      body: { apiKey: "sk_live_abc" },
    });
    expect(put.body).toMatchObject({ status: 409, code: "byok-off" });
    const { quote } = (await own.post("/v1/evaluate", { unit: { kind: "account", id: "a_1" } })).body;
    const buy = () => own.post("/v1/checkouts", { quote, plan: "pro", account: "a_1", ...urls });
    // The platform's key alone would have the tenant's customers pay the platform.
    expect((await buy()).body.code).toBe("no-payment-provider");
    const keep = (ready: boolean) =>
      managed.database.inScope(own.scope, (queries) =>
        keepConnectedAccount(queries, own.scope, { account: "acct_9", ready, submitted: true, due: [] }, new Date()),
      );
    await keep(false);
    expect((await buy()).body.code).toBe("no-payment-provider");
    await keep(true);
    expect((await buy()).body.url).toBe(page);
    expect(fake.requests.at(-1)?.headers).toMatchObject({
      authorization: "Bearer sk_live_platform",
      "stripe-account": "acct_9",
    });
  });
});
