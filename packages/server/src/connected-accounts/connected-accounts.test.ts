import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { runDueWebhooks } from "../jobs/run-due-webhooks.ts";
import { NO_PLATFORM_KEYS } from "../providers/provider-settings.ts";
import { type FakeAnswer, type FakeProvider, startFakeProvider } from "../testing/fake-provider.ts";
import { invoice, signStripe, stripeEvent } from "../testing/provider-fixtures.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

const SECRET = "whsec_of_connect";
const PLATFORM = "sk_live_platform";
const urls = { returnUrl: "https://shop.example/settings", refreshUrl: "https://shop.example/settings/again" };

let server: TestServer;
let fake: FakeProvider;
let tenant: TestTenant;
let account: string;
let made: number;
/** What Stripe says of every account. */
let state: Record<string, unknown>;
let special: Record<string, FakeAnswer>;
let count = 0;

beforeAll(async () => {
  fake = await startFakeProvider(({ path, method }) => {
    const answer = special[`${method} ${path}`];
    if (answer) return answer;
    if (method === "POST" && path === "/v1/accounts") {
      made++;
      return { status: 200, body: { id: account, object: "account", ...state } };
    }
    if (path === `/v1/accounts/${account}`) return { status: 200, body: { id: account, object: "account", ...state } };
    if (path === "/v1/account_links")
      return {
        status: 200,
        body: {
          object: "account_link",
          created: 1,
          expires_at: 1_777_637_100,
          url: `https://connect.example/${account}`,
        },
      };
    if (path === "/v1/checkout/sessions") return { status: 200, body: { id: "cs_1", url: "https://pay.example/cs_1" } };
    return { status: 404, body: { error: { code: "resource_missing" } } };
  });
  const stripe = { apiKey: PLATFORM, webhookSecret: null, connectWebhookSecret: SECRET };
  const addresses = { stripe: fake.url, lemonsqueezy: fake.url, paid: fake.url };
  const platform = { ...NO_PLATFORM_KEYS.platform, stripe };
  server = await startTestServer({ providers: { ...NO_PLATFORM_KEYS, addresses, platform } });
});
afterAll(async () => {
  await server.drop();
  await fake.close();
});
beforeEach(async () => {
  made = 0;
  special = {};
  state = { charges_enabled: false, details_submitted: false, requirements: { currently_due: ["external_account"] } };
  tenant = await server.newTenant("live", `connected-${++count}`);
  account = `acct_${count}`;
});

const link = () => tenant.post("/v1/connected-account/links", urls);
const enabled = { charges_enabled: true, details_submitted: true, requirements: { currently_due: [] } };

function tell(type: string, object: object, { secret = SECRET, ...more }: Record<string, unknown> = {}) {
  const body = JSON.stringify(stripeEvent(`evt_${++count}`, type, object, { livemode: true, account, ...more }));
  return server.call("POST", "/v1/connected-account/webhooks", {
    body,
    headers: { "stripe-signature": signStripe(body, secret as string, new Date()) },
  });
}

const entries = async () =>
  (await tenant.get("/v1/audit")).body.entries
    .map(({ action, actor }: Record<string, string>) => `${action} ${actor}`)
    .filter((entry: string) => entry.startsWith("connected-account"));

async function buy() {
  const prices = [{ id: "pro-59", amount: "59.00", interval: "month", providers: { stripe: "price_59" } }];
  await tenant.post("/v1/catalog", { currency: "USD", plans: [{ id: "pro", name: "Pro", prices }] });
  const { quote } = (await tenant.post("/v1/evaluate", { unit: { kind: "account", id: "a_1" } })).body;
  const page = { successUrl: "https://shop.example/", cancelUrl: "https://shop.example/" };
  return tenant.post("/v1/checkouts", { quote, plan: "pro", account: "a_1", ...page });
}

describe("connecting an account", () => {
  it("makes one account of the tenant's own, and a link to fill it in", async () => {
    expect((await tenant.get("/v1/connected-account")).body).toEqual({ account: null });
    const first = await link();
    expect([first.status, first.body]).toEqual([
      200,
      { account, link: `https://connect.example/${account}`, expiresAt: "2026-05-01T12:05:00.000Z" },
    ]);
    const [create, ask] = fake.requests.slice(-2);
    expect(create?.headers).toMatchObject({
      authorization: `Bearer ${PLATFORM}`,
      "idempotency-key": expect.any(String),
    });
    expect(Object.fromEntries(new URLSearchParams(create?.body))).toEqual({
      "controller[fees][payer]": "account",
      "controller[losses][payments]": "stripe",
      "controller[requirement_collection]": "stripe",
      "controller[stripe_dashboard][type]": "full",
      "metadata[pricewright_tenant]": tenant.scope.tenantId,
    });
    expect(Object.fromEntries(new URLSearchParams(ask?.body))).toEqual({
      account,
      type: "account_onboarding",
      return_url: urls.returnUrl,
      refresh_url: urls.refreshUrl,
    });
    await link();
    expect(made).toBe(1);
    // The platform's own key is not the tenant's.
    expect((await tenant.get("/v1/usage")).body.providerCalls.stripe).toBe(0);
    expect(await entries()).toEqual([expect.stringMatching(/^connected-account\.create /)]);
  });

  it("is asked of Stripe each time how far it is, and payments begin when they may", async () => {
    await link();
    expect((await tenant.get("/v1/connected-account")).body.account).toEqual({
      id: account,
      environment: "live",
      ready: false,
      submitted: false,
      due: ["external_account"],
    });
    expect((await buy()).body.code).toBe("no-payment-provider");
    state = enabled;
    expect((await tenant.get("/v1/connected-account")).body.account).toMatchObject({ ready: true, due: [] });
    expect((await entries())[0]).toBe("connected-account.change stripe");
    expect((await buy()).body.url).toBe("https://pay.example/cs_1");
    expect(fake.requests.at(-1)?.headers).toMatchObject({
      authorization: `Bearer ${PLATFORM}`,
      "stripe-account": account,
    });
  });

  it("is refused where the platform's key is of the other environment, and where Stripe refuses", async () => {
    const inTest = await server.newTenant("test", `connected-${++count}`);
    expect((await inTest.post("/v1/connected-account/links", urls)).body.code).toBe("no-payment-provider");
    special["POST /v1/accounts"] = { status: 400, body: { error: { message: "You have not signed up for Connect." } } };
    expect((await link()).body).toMatchObject({
      status: 409,
      code: "provider-refused",
      detail: expect.stringContaining("signed up for Connect"),
    });
    expect(await entries()).toEqual([]);
  });
});

describe("a webhook about a connected account", () => {
  it("says when it may take payments, and when no more", async () => {
    await link();
    expect((await tell("account.updated", { id: account, ...enabled })).body).toEqual({ received: true });
    expect((await buy()).status).toBe(201);
    await tell("account.updated", { id: account, ...state });
    expect((await buy()).body.code).toBe("no-payment-provider");
    expect(await entries()).toEqual([
      "connected-account.change stripe",
      "connected-account.change stripe",
      expect.stringMatching(/create/),
    ]);
  });

  it("ends the connection when the tenant took it back", async () => {
    await link();
    await tell("account.application.deauthorized", { id: "ca_1", object: "application" });
    expect((await tenant.get("/v1/connected-account")).body).toEqual({ account: null });
    expect((await entries())[0]).toBe("connected-account.remove stripe");
  });

  it("of a payment counts for the tenant whose account it is, and for no other", async () => {
    const other = await server.newTenant("live", `connected-${++count}`);
    await link();
    await buy();
    await tell("invoice.paid", invoice({ livemode: true }));
    await runDueWebhooks(server.services);
    const sales = (of: TestTenant) =>
      server.database.inScope(of.scope, (queries) => rows(queries, sql`select unit_id, revenue from outcomes`));
    expect(await sales(tenant)).toEqual([{ unit_id: "a_1", revenue: "50.00" }]);
    expect(await sales(other)).toEqual([]);
  });

  it("is nobody's where the account or the environment is another's, and false with another signature", async () => {
    await link();
    expect((await tell("invoice.paid", invoice(), { account: "acct_of_nobody" })).status).toBe(200);
    expect((await tell("invoice.paid", invoice(), { livemode: false })).status).toBe(200);
    expect((await tell("invoice.paid", invoice(), { secret: "whsec_guessed" })).body.code).toBe("invalid-signature");
    const kept = await server.database.inScope(tenant.scope, (queries) =>
      rows(queries, sql`select 1 from received_webhooks`),
    );
    expect(kept).toEqual([]);
  });
});
