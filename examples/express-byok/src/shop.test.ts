import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { memoryStore } from "@pricewright/node";
import type { SandboxProvider } from "@pricewright/node/sandbox";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { chooseProvider } from "./choose-provider.ts";
import { type App, createApp } from "./create-app.ts";

let server: Server;
let shop: App;
let provider: SandboxProvider;
let url: string;

beforeEach(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider = chooseProvider({}, async ({ body, headers }) => {
    const taken = await fetch(`${url}/pw/webhooks/sandbox`, { method: "POST", body, headers });
    if (!taken.ok) throw new Error(await taken.text());
  }) as SandboxProvider;
  shop = createApp({ provider, store: memoryStore(), url, secret: "not-a-secret-0123456789-0123456789" });
  server.on("request", shop.app);
});
afterEach(async () => {
  await provider.close();
  await shop.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A visitor with a browser that keeps cookies. */
async function open() {
  const response = await fetch(url);
  const headers = { cookie: response.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
  const page = await response.text();
  const quote = /name="quote" value="([^"]+)"/.exec(page)?.[1] ?? "";
  return { headers, page, quote, price: /\$\d+/.exec(page)?.[0] };
}

describe("the shop", () => {
  it("shows both prices of the test, each visitor always the same one", async () => {
    const visitors = await Promise.all(Array.from({ length: 30 }, open));
    expect(new Set(visitors.map(({ price }) => price))).toEqual(new Set(["$39", "$59"]));
    for (const { headers, price } of visitors.slice(0, 5))
      expect(await (await fetch(url, { headers })).text()).toContain(`${price} a month`);
  });

  it("sells at the price that was shown, and tells what each price earned", async () => {
    const { headers, quote, price } = await open();
    const seen = { type: "quoted-exposure", id: "seen", occurredAt: new Date().toISOString(), quote, shown: [] };
    await fetch(`${url}/pw/events`, { method: "POST", headers, body: JSON.stringify({ events: [seen] }) });
    const bought = await fetch(`${url}/pw/checkout`, {
      method: "POST",
      headers,
      body: new URLSearchParams({ quote, plan: "pro" }),
      redirect: "manual",
    });
    const checkout = bought.headers.get("location") ?? "";
    expect(await (await fetch(checkout)).text()).toContain(`Pay ${price}`);
    const paid = await fetch(`${checkout}/pay`, { method: "POST" });
    expect([paid.url, await paid.text()]).toEqual([`${url}/thanks`, "<h1>Thank you</h1>"]);
    const results = await (await fetch(`${url}/results`)).text();
    const amount = price?.slice(1);
    expect(results).toContain(`<tr><td>price-${amount}</td><td>1</td><td>1</td><td>${amount}</td></tr>`);
  });

  it("goes by your keys where there are any", () => {
    const deliver = async () => {};
    expect(chooseProvider({ STRIPE_SECRET_KEY: "sk_test_fake" }, deliver).name).toBe("stripe");
    const lemon = { LEMONSQUEEZY_API_KEY: "fake", LEMONSQUEEZY_STORE_ID: "12" };
    expect(chooseProvider(lemon, deliver)).toMatchObject({ name: "lemonsqueezy", environment: "test" });
  });
});
