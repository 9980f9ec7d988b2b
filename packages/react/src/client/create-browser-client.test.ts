// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBrowserClient } from "./create-browser-client.ts";
import { createRouteClient } from "./create-route-client.ts";
import { forgetVisitor, readVisitor } from "./visitor-cookie.ts";

const KEY = "pw_pk_test_key";
const BASE = "https://prices.example";
const exposure = { id: "exposure_1", experiment: "e", variant: "v", shown: [], quote: "a.b.c" };

interface Asked {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown>;
}

const asked: Asked[] = [];
let answer: (request: Asked) => { readonly status?: number; readonly body: unknown };

beforeEach(() => {
  asked.length = 0;
  localStorage.clear();
  forgetVisitor();
  answer = () => ({ body: { unit: { id: "v_1" }, pricing: {}, quote: "q" } });
  vi.stubGlobal("fetch", async (url: string, options: { headers: Record<string, string>; body: string }) => {
    const request = { url, headers: options.headers, body: JSON.parse(options.body) as Record<string, unknown> };
    asked.push(request);
    const { status = 200, body } = answer(request);
    return new Response(JSON.stringify(body), { status });
  });
});

afterEach(() => vi.unstubAllGlobals());

describe("createBrowserClient", () => {
  it("makes a new visitor one visitor, however often it asks at once", async () => {
    const client = createBrowserClient({ publishableKey: KEY, baseUrl: BASE });
    await Promise.all([client.evaluate(), client.evaluate({ currency: "EUR" })]);
    expect(asked.map(({ url, body }) => [url, body])).toEqual([
      [`${BASE}/v1/evaluate`, {}],
      [`${BASE}/v1/evaluate`, { currency: "EUR", unit: { kind: "visitor", id: "v_1" } }],
    ]);
    expect(asked[0]?.headers).toMatchObject({ authorization: `Bearer ${KEY}` });
    expect(readVisitor()).toBe("v_1");
  });

  it("becomes a new visitor where the server does not know the old one", async () => {
    const client = createBrowserClient({ publishableKey: KEY, baseUrl: BASE });
    await client.evaluate();
    answer = ({ body }) =>
      "unit" in body
        ? { status: 400, body: { code: "unknown-visitor", detail: "made elsewhere" } }
        : { body: { unit: { id: "v_2" }, pricing: {}, quote: "q" } };
    await client.evaluate();
    expect(readVisitor()).toBe("v_2");
  });

  it("takes the visitor that another tab became meanwhile", async () => {
    const client = createBrowserClient({ publishableKey: KEY, baseUrl: BASE });
    answer = ({ body }) => {
      // biome-ignore lint/suspicious/noDocumentCookie: it is what another tab does.
      document.cookie = "pw_browser_visitor=v_other; Path=/";
      return { body: { unit: "unit" in body ? body.unit : { id: "v_1" }, pricing: {}, quote: "q" } };
    };
    await client.evaluate();
    expect(asked).toHaveLength(2);
    expect(readVisitor()).toBe("v_other");
  });

  it("is nobody without consent", async () => {
    const client = createBrowserClient({ publishableKey: KEY, baseUrl: BASE, storage: "none" });
    await client.evaluate();
    expect(asked[0]?.body).toEqual({ hasIdentity: false });
    expect(readVisitor()).toBeNull();
    client.setStorage("browser");
    await client.evaluate();
    expect(readVisitor()).toBe("v_1");
    client.setStorage("none");
    expect(readVisitor()).toBeNull();
  });

  it("stays who it was when consent comes, so that what was shown stays too", async () => {
    const client = createBrowserClient({ publishableKey: KEY, baseUrl: BASE, storage: "none" });
    const unit = { kind: "visitor", id: "v_shown" };
    answer = () => ({ body: { unit, pricing: {}, quote: null, frozen: ["a.b"] } });
    await client.evaluate();
    client.setStorage("browser");
    await client.evaluate();
    await client.evaluate();
    expect(asked.slice(1).map(({ body }) => body)).toEqual([{ unit, frozen: ["a.b"] }, { unit }]);
    expect(readVisitor()).toBe("v_shown");
  });

  it("asks again after a failure, and says what the server said", async () => {
    const client = createBrowserClient({ publishableKey: KEY, baseUrl: BASE });
    answer = () => ({ status: 503, body: { code: "unavailable", detail: "later" } });
    await expect(client.evaluate()).rejects.toMatchObject({ code: "unavailable", message: "later" });
    answer = () => ({ body: { unit: { id: "v_1" }, pricing: {}, quote: "q" } });
    await expect(client.evaluate()).resolves.toMatchObject({ quote: "q" });
  });

  it("sends events to the app, or where it is told to the server, as text with the key in it", async () => {
    const toApp = createBrowserClient({ publishableKey: KEY, baseUrl: BASE });
    toApp.report(exposure);
    await toApp.flush();
    localStorage.clear();
    const toServer = createBrowserClient({ publishableKey: KEY, baseUrl: BASE, events: "server" });
    toServer.report(exposure);
    await toServer.flush();
    const event = { type: "quoted-exposure", id: "exposure_1", quote: "a.b.c", experiments: ["e"] };
    expect(asked[0]).toMatchObject({ url: "/pw/events", headers: { "content-type": "application/json" } });
    expect(asked[0]?.body).toMatchObject({ events: [event] });
    expect(asked[0]?.body).not.toHaveProperty("key");
    expect(asked[1]).toMatchObject({ url: `${BASE}/v1/events`, headers: { "content-type": "text/plain" } });
    expect(asked[1]?.body).toMatchObject({ key: KEY, events: [event] });
  });

  it("checks out at the server, for the visitor of its cookie", async () => {
    const checkout = { successUrl: "https://shop.example/thanks", cancelUrl: "https://shop.example/" };
    const client = createBrowserClient({ publishableKey: KEY, baseUrl: BASE, checkout });
    await client.evaluate();
    answer = () => ({ body: { url: "https://pay.example/session" } });
    expect(client.checkoutUrl).toBeNull();
    expect(await client.checkout({ quote: "a.b.c", plan: "team" })).toBe("https://pay.example/session");
    expect(asked[1]).toMatchObject({
      url: `${BASE}/v1/checkouts`,
      body: { quote: "a.b.c", plan: "team", visitor: "v_1", ...checkout },
    });
  });
});

describe("createRouteClient", () => {
  it("talks to the app's own routes", async () => {
    const client = createRouteClient({ route: "/billing/pw" });
    await client.evaluate({ locale: "de" });
    answer = () => ({ body: { url: "/payment" } });
    expect(await client.checkout({ quote: "a.b.c", plan: "team", interval: "year" })).toBe("/payment");
    expect(client.checkoutUrl).toBe("/billing/pw/checkout");
    expect(asked.map(({ url }) => url)).toEqual(["/billing/pw/evaluate", "/billing/pw/checkout"]);
  });

  it("deletes what it stored when consent is taken back", async () => {
    const client = createRouteClient();
    client.report(exposure);
    expect(localStorage.length).toBe(1);
    client.setStorage("none");
    expect(localStorage.length).toBe(0);
    client.report(exposure);
    expect(localStorage.length).toBe(0);
  });
});
