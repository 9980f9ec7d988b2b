import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ProviderCheckout } from "../provider.ts";
import { paidAi } from "./paid-ai.ts";

const API = "https://api.agentpaid.io/api/v2";
const provider = paidAi({ apiKey: "fake-key", environment: "test" });
const checkout: ProviderCheckout = {
  id: "checkout-1",
  unit: { kind: "account", id: "a_1" },
  plan: "pro",
  price: { id: "pro-59", amount: "59.00", currency: "USD", interval: "month", providerPrice: "prod_1" },
  successUrl: "https://shop.example/thanks",
  cancelUrl: "https://shop.example/prices",
};

/** Fields that Paid's API declares, by path; it refuses others. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  "checkouts/": ["products", "externalCustomerId", "successUrl", "cancelUrl", "currency", "singleUse", "metadata"],
  "customer-portals/": ["customerId", "returnUrl"],
};
let sent: Record<string, unknown>[];
let asked: string[];
const take = async (request: Request) => {
  const body = (await request.json()) as Record<string, unknown>;
  const path = request.url.slice(API.length + 1);
  asked.push(`${request.headers.get("authorization")} ${path}`);
  const unknown = Object.keys(body).find((field) => FIELDS[path] && !FIELDS[path]?.includes(field));
  if (unknown !== undefined)
    return HttpResponse.json({ error: { message: `unknown field ${unknown}` } }, { status: 400 });
  sent.push(body);
  return undefined;
};

const api = setupServer(
  http.post(
    `${API}/checkouts/`,
    async ({ request }) =>
      (await take(request)) ?? HttpResponse.json({ id: "chk_1", url: "https://paid.example/c/1", status: "active" }),
  ),
  http.post(
    `${API}/signals/bulk`,
    async ({ request }) => (await take(request)) ?? HttpResponse.json({ ingested: 1, duplicates: 0, failed: 0 }),
  ),
  http.post(
    `${API}/*`,
    async ({ request }) =>
      (await take(request)) ?? HttpResponse.json({ id: "portal_1", url: "https://paid.example/p/1" }),
  ),
);
beforeAll(() => api.listen({ onUnhandledFrame: "error" }));
afterEach(() => api.resetHandlers());
afterAll(() => api.close());
beforeEach(() => {
  [sent, asked] = [[], []];
});

describe("Paid", () => {
  it("makes a checkout that says who buys what", async () => {
    expect(await provider.createCheckout(checkout)).toEqual({ id: "chk_1", url: "https://paid.example/c/1" });
    expect(asked).toEqual(["Bearer fake-key checkouts/"]);
    expect(sent).toEqual([
      {
        products: [{ id: "prod_1" }],
        externalCustomerId: "a_1",
        successUrl: "https://shop.example/thanks",
        cancelUrl: "https://shop.example/prices",
        currency: "USD",
        singleUse: true,
        metadata: {
          pricewright_unit_kind: "account",
          pricewright_unit_id: "a_1",
          pricewright_price: "pro-59",
          pricewright_checkout: "checkout-1",
        },
      },
    ]);
  });

  it("makes none of a price that it does not know", async () => {
    const price = { ...checkout.price, providerPrice: undefined };
    await expect(provider.createCheckout({ ...checkout, price })).rejects.toMatchObject({ code: "provider-refused" });
    expect(sent).toEqual([]);
  });

  it("has a portal for a customer", async () => {
    const portal = await provider.customerPortal({ customer: "cus_1", returnUrl: "https://shop.example/" });
    expect(portal).toEqual({ url: "https://paid.example/p/1" });
    expect(sent).toEqual([{ customerId: "cus_1", returnUrl: "https://shop.example/" }]);
  });

  it("takes usage in as a signal, with a key of its own", async () => {
    const at = new Date("2026-05-01T12:00:00Z");
    await provider.reportUsage({ id: "use-1", customer: "cus_1", meter: "tokens", quantity: 12, at });
    expect(sent).toEqual([
      {
        signals: [
          {
            eventName: "tokens",
            customer: { customerId: "cus_1" },
            idempotencyKey: "use-1",
            data: { quantity: 12 },
            timestamp: "2026-05-01T12:00:00.000Z",
          },
        ],
      },
    ]);
  });

  it("asks for a checkout once when Paid is away, and for what can be repeated says so", async () => {
    let tries = 0;
    api.use(
      http.post(`${API}/*`, () => {
        tries += 1;
        return HttpResponse.json({}, { status: 500 });
      }),
    );
    await expect(provider.createCheckout(checkout)).rejects.toMatchObject({
      code: "provider-unavailable",
      status: 500,
      retryable: false,
    });
    const usage = { id: "use-1", customer: "cus_1", meter: "tokens", quantity: 12 };
    await expect(provider.reportUsage(usage)).rejects.toMatchObject({ code: "provider-unavailable", retryable: true });
    expect(tries).toBe(2);
  });

  it("believes no webhook, since none is signed", async () => {
    await expect(provider.parseWebhook("{}", {})).rejects.toMatchObject({ code: "invalid-signature" });
  });
});
