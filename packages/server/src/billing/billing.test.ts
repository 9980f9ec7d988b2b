import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runJobs } from "../jobs/run-jobs.ts";
import { NO_PLATFORM_KEYS, type ProviderSettings } from "../providers/provider-settings.ts";
import { type FakeProvider, startFakeProvider } from "../testing/fake-provider.ts";
import { signLemon, signStripe, stripeEvent } from "../testing/provider-fixtures.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import { startTrial } from "./tenant-billing.ts";

let server: TestServer;
let lemon: TestServer;
let free: TestServer;
let fake: FakeProvider;
let tenant: TestTenant;
let now: Date;
/** What the provider says of the subscription now. */
let subscription: Record<string, unknown>;

const SECRET = "whsec_of_the_platform";
const day = (count: number) => new Date(Date.parse("2026-05-01T12:00:00Z") + count * 86_400_000);

beforeAll(async () => {
  fake = await startFakeProvider(({ path, method }) => {
    if (path === "/v1/subscriptions/sub_1" || path === "/v1/subscriptions/sub_2")
      return { status: 200, body: subscription };
    if (path === "/v1/subscriptions/41")
      return { status: 200, body: { data: { type: "subscriptions", id: "41", attributes: subscription } } };
    if (method === "POST" && path === "/v1/checkouts")
      return { status: 201, body: { data: { attributes: { url: "https://lemon.example/pay" } } } };
    return method === "POST" ? { status: 200, body: { url: `https://stripe.example${path}` } } : { status: 404 };
  });
  const settings: ProviderSettings = {
    ...NO_PLATFORM_KEYS,
    addresses: { stripe: fake.url, lemonsqueezy: fake.url, paid: fake.url },
    billingPrices: { starter: "price_starter", pro: "price_pro" },
  };
  const { platform } = NO_PLATFORM_KEYS;
  const clock = () => now;
  const stripe = { apiKey: "sk_live_platform", webhookSecret: SECRET, connectWebhookSecret: null };
  server = await startTestServer({ clock, providers: { ...settings, platform: { ...platform, stripe } } });
  const lemonsqueezy = { apiKey: "lemon-key", store: "12", webhookSecret: SECRET };
  lemon = await startTestServer({ clock, providers: { ...settings, platform: { ...platform, lemonsqueezy } } });
  free = await startTestServer({ clock });
});
afterAll(async () => {
  for (const one of [server, lemon, free]) await one.drop();
  await fake.close();
});
beforeEach(async () => {
  now = day(0);
  tenant = await server.newTenant();
  subscription = ofStripe();
});

const ofStripe = (more: object = {}) => ({
  id: "sub_1",
  object: "subscription",
  customer: "cus_1",
  items: { data: [{ price: { id: "price_pro" }, current_period_end: day(30).getTime() / 1000 }] },
  metadata: { pricewright_tenant: tenant.scope.tenantId },
  status: "active",
  trial_end: null,
  ...more,
});
const tell = (type: string, object: object = { id: "sub_1" }, { secret = SECRET, more = {} } = {}) => {
  const body = JSON.stringify(stripeEvent("evt_1", type, object, more));
  const headers = { "stripe-signature": signStripe(body, secret, now), "content-type": "application/json" };
  return server.call("POST", "/v1/billing/webhooks/stripe", { body, headers });
};
const status = async (of = tenant) => (await of.get("/v1/billing/status")).body;
const urls = { successUrl: "https://app.example/yes", cancelUrl: "https://app.example/no" };
const paidInvoice = { id: "in_1", parent: { subscription_details: { subscription: "sub_1" } } };

describe("billing by Stripe", () => {
  it("begins with a trial of 14 days, after which the plan is the free one", async () => {
    const { scope } = tenant;
    await server.database.inScope({ ...scope, environment: "live" }, (queries) => startTrial(queries, scope, now));
    // Live keys are what jobs find tenants by.
    await server.newTenant("live", scope.tenantId);
    expect(await status()).toEqual({
      plan: "pro",
      status: "trialing",
      trialEndsAt: day(14).toISOString(),
      paidUntil: null,
      usage: { used: 0, limit: 100_000, resetsAt: "2026-06-01T00:00:00.000Z" },
    });
    now = new Date(day(14).getTime() - 1);
    await runJobs(server.services);
    expect((await status()).plan).toBe("pro");
    now = day(14);
    await runJobs(server.services);
    expect(await status()).toMatchObject({ plan: "free", status: "none", usage: { limit: 1000 } });
  });

  it.each([
    "customer.subscription.created",
    "customer.subscription.updated",
    "customer.subscription.deleted",
    "customer.subscription.trial_will_end",
    "invoice.paid",
    "invoice.payment_failed",
  ])("takes over the state of now at %s", async (type) => {
    const object = type.startsWith("invoice.") ? paidInvoice : { id: "sub_1" };
    expect((await tell(type, object)).body).toEqual({ received: true });
    expect(await status()).toMatchObject({ plan: "pro", status: "active", paidUntil: day(30).toISOString() });
    subscription = ofStripe({ status: "past_due" });
    await tell(type, object);
    expect(await status()).toMatchObject({ plan: "pro", status: "past-due" });
    subscription = ofStripe({ status: "canceled" });
    await tell(type, object);
    expect(await status()).toMatchObject({ plan: "free", status: "canceled" });
  });

  it("ends no plan by the end of a subscription that was replaced", async () => {
    await tell("customer.subscription.created");
    subscription = ofStripe({ id: "sub_2", status: "canceled" });
    await tell("customer.subscription.deleted", { id: "sub_2" });
    expect(await status()).toMatchObject({ plan: "pro", status: "active" });
  });

  it("believes nobody but Stripe, and makes no tenant", async () => {
    expect((await tell("invoice.paid", paidInvoice, { secret: "whsec_other" })).body.code).toBe("invalid-signature");
    expect((await tell("invoice.paid", paidInvoice, { more: { api_version: "2020-08-27" } })).body.code).toBe(
      "unsupported-api-version",
    );
    subscription = ofStripe({ metadata: { pricewright_tenant: "nobody" } });
    expect((await tell("invoice.paid", paidInvoice)).status).toBe(200);
    subscription = ofStripe({ metadata: {} });
    expect((await tell("invoice.paid", paidInvoice)).status).toBe(200);
    expect(await status()).toMatchObject({ plan: null, status: "none" });
    expect((await server.call("POST", "/v1/billing/webhooks/lemonsqueezy", { body: {} })).body.code).toBe(
      "billing-off",
    );
  });

  it("takes tenants to where they pay, and keeps what is left of the trial", async () => {
    const { scope } = tenant;
    await server.database.inScope({ ...scope, environment: "live" }, (queries) => startTrial(queries, scope, now));
    const { body } = await tenant.post("/v1/billing/checkout", { plan: "starter", ...urls });
    expect(body).toEqual({ url: "https://stripe.example/v1/checkout/sessions" });
    const form = new URLSearchParams(fake.requests.at(-1)?.body);
    expect(Object.fromEntries(form)).toMatchObject({
      mode: "subscription",
      "line_items[0][price]": "price_starter",
      "subscription_data[metadata][pricewright_tenant]": scope.tenantId,
      "subscription_data[trial_end]": String(day(14).getTime() / 1000),
    });
    expect((await tenant.post("/v1/billing/portal", { returnUrl: "https://app.example/" })).status).toBe(404);
    await tell("customer.subscription.created");
    expect((await tenant.post("/v1/billing/checkout", { plan: "pro", ...urls })).body.code).toBe("already-exists");
    expect((await tenant.post("/v1/billing/portal", { returnUrl: "https://app.example/" })).body.url).toBe(
      "https://stripe.example/v1/billing_portal/sessions",
    );
    expect(fake.requests.at(-1)?.headers.authorization).toBe("Bearer sk_live_platform");
  });
});

describe("billing by Lemon Squeezy", () => {
  it("asks for the state, so that an old webhook changes nothing", async () => {
    const own = await lemon.newTenant();
    const { tenantId } = own.scope;
    const state = (more: object) => ({
      customer_id: 7,
      variant_id: "price_starter",
      status: "active",
      trial_ends_at: null,
      renews_at: day(30).toISOString(),
      ends_at: null,
      updated_at: day(0).toISOString(),
      urls: { customer_portal: "https://lemon.example/billing" },
      ...more,
    });
    const body = JSON.stringify({
      meta: { event_name: "subscription_created", custom_data: { pricewright_tenant: tenantId } },
      data: { type: "subscriptions", id: "41", attributes: { status: "active" } },
    });
    const send = (signature = signLemon(body, SECRET)) =>
      lemon.call("POST", "/v1/billing/webhooks/lemonsqueezy", {
        body,
        headers: { "x-signature": signature, "content-type": "application/json" },
      });
    expect((await send(signLemon(body, "other"))).body.code).toBe("invalid-signature");
    subscription = state({});
    await send();
    expect(await status(own)).toMatchObject({ plan: "starter", status: "active", paidUntil: day(30).toISOString() });
    subscription = state({ status: "expired", updated_at: day(31).toISOString() });
    await send();
    expect(await status(own)).toMatchObject({ plan: "free", status: "canceled" });
    // What was asked for earlier and comes in later.
    subscription = state({});
    await send();
    expect(await status(own)).toMatchObject({ plan: "free", status: "canceled" });
    expect((await own.post("/v1/billing/checkout", { plan: "pro", ...urls })).body.url).toBe(
      "https://lemon.example/pay",
    );
    expect((await own.post("/v1/billing/portal", { returnUrl: "https://app.example/" })).body.url).toBe(
      "https://lemon.example/billing",
    );
  });
});

describe("a server that bills nobody", () => {
  it("says so", async () => {
    const own = await free.newTenant();
    expect((await own.get("/v1/billing/status")).body).toMatchObject({ status: 404, code: "billing-off" });
    expect((await own.post("/v1/billing/checkout", { plan: "pro", ...urls })).body.code).toBe("billing-off");
    expect((await free.call("POST", "/v1/billing/webhooks/stripe", { body: {} })).body.code).toBe("billing-off");
  });
});
