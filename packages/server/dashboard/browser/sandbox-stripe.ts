import type { BrowserContext } from "playwright-core";
import { NO_PLATFORM_KEYS, type ProviderSettings } from "../../src/providers/provider-settings.ts";
import { startFakeProvider } from "../../src/testing/fake-provider.ts";
import { signStripe, stripeEvent } from "../../src/testing/provider-fixtures.ts";
import type { WholeServer } from "./serve-whole.ts";

const PAGES = "https://pay.example";
const SECRET = "whsec_of_the_platform";

/** A Stripe of this machine: its API, the pages that it sends people to, and its webhooks. */
export interface SandboxStripe {
  /** What a server is started with to talk to it and to bill tenants by it. */
  readonly settings: ProviderSettings;
  /** Key of a tenant's account there, which lacks a permission until `allowAll`. */
  readonly tenantKey: string;
  readonly allowAll: () => void;
  /** Lets a browser see its pages; what is pressed there reaches the server as webhooks, each delivered twice. */
  readonly showPages: (context: BrowserContext, server: WholeServer) => Promise<void>;
  /** Statuses with which the server answered its webhooks. */
  readonly answers: readonly number[];
  readonly close: () => Promise<void>;
}

/** Starts one. */
export async function startSandboxStripe(): Promise<SandboxStripe> {
  /** What was sent last, by field. */
  const form = new URLSearchParams();
  let status = "active";
  let lacks = "/v1/charges";
  const merchant = { id: "acct_merchant", charges_enabled: false, details_submitted: false };
  const answers: number[] = [];
  const fake = await startFakeProvider(({ path, method, headers, body }) => {
    if (headers.authorization === "Bearer sk_test_wrong") return { status: 401 };
    if (path === "/v1/account") return { status: 200, body: { id: "acct_shop" } };
    if (path === "/v1/accounts" || path === "/v1/accounts/acct_merchant") {
      const requirements = { currently_due: merchant.charges_enabled ? [] : ["external_account"] };
      return { status: 200, body: { object: "account", ...merchant, requirements } };
    }
    if (path === "/v1/account_links") {
      for (const [name, value] of new URLSearchParams(body)) form.set(name, value);
      return { status: 200, body: { url: `${PAGES}/connect`, expires_at: Math.floor(Date.now() / 1000) + 300 } };
    }
    if (path.startsWith(lacks)) return { status: 403 };
    if (path === "/v1/subscriptions/sub_1") return { status: 200, body: subscription(form, status) };
    if (method === "GET") return { status: 200, body: { data: [] } };
    const sent = new URLSearchParams(body);
    if (sent.size === 0) return { status: 400 };
    for (const [name, value] of sent) form.set(name, value);
    return { status: 200, body: { url: `${PAGES}${path.includes("portal") ? "/portal" : "/checkout"}` } };
  });
  const { platform } = NO_PLATFORM_KEYS;
  const stripe = { apiKey: "sk_test_platform", webhookSecret: SECRET, connectWebhookSecret: null };
  const tell = async ({ call }: WholeServer, type: string) => {
    const body = JSON.stringify(stripeEvent(`evt_${answers.length}`, type, { id: "sub_1" }));
    for (let delivery = 0; delivery < 2; delivery++) {
      const headers = { "stripe-signature": signStripe(body, SECRET, new Date()), "content-type": "application/json" };
      answers.push((await call("POST", "/v1/billing/webhooks/stripe", { body, headers })).status);
    }
  };
  return {
    settings: {
      ...NO_PLATFORM_KEYS,
      addresses: { ...NO_PLATFORM_KEYS.addresses, stripe: fake.url },
      billingPrices: { starter: "price_starter", pro: "price_pro" },
      platform: { ...platform, stripe },
      allowPrivateAddresses: true,
    },
    tenantKey: "sk_test_tenant_1234",
    allowAll: () => {
      lacks = "/nothing";
    },
    showPages: async (context, server) => {
      await context.route(`${PAGES}/**`, async (route) => {
        const { pathname } = new URL(route.request().url());
        if (pathname === "/checkout") return route.fulfill(link("Pay", "/paid"));
        if (pathname === "/connect") return route.fulfill(link("Say who you are", "/connected"));
        if (pathname === "/connected") {
          merchant.charges_enabled = true;
          merchant.details_submitted = true;
          return route.fulfill({ status: 303, headers: { location: form.get("return_url") ?? "" } });
        }
        if (pathname === "/portal") return route.fulfill(link("Cancel the plan", "/cancelled"));
        status = pathname === "/paid" ? "active" : "canceled";
        await tell(server, `customer.subscription.${pathname === "/paid" ? "created" : "deleted"}`);
        const back = form.get(pathname === "/paid" ? "success_url" : "return_url") ?? "";
        return route.fulfill({ status: 303, headers: { location: back } });
      });
    },
    answers,
    close: fake.close,
  };
}

function link(text: string, href: string) {
  return { contentType: "text/html", body: `<!doctype html><title>Stripe</title><a href="${href}">${text}</a>` };
}

function subscription(form: URLSearchParams, status: string) {
  const tenant = form.get("subscription_data[metadata][pricewright_tenant]");
  const current_period_end = Math.floor(Date.now() / 1000) + 30 * 86_400;
  return {
    id: "sub_1",
    customer: "cus_1",
    status,
    items: { data: [{ price: { id: form.get("line_items[0][price]") }, current_period_end }] },
    metadata: { pricewright_tenant: tenant },
    trial_end: null,
  };
}
