import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type OutcomeRecord, recordOutcomes, soldCatalog } from "../../testing/record-outcomes.ts";
import { memoryPayments } from "../../webhooks/memory-payments.ts";
import { receiveWebhook } from "../../webhooks/receive-webhook.ts";
import type { ProviderCheckout } from "../provider.ts";
import { type SandboxProvider, sandbox } from "./sandbox.ts";
import type { SandboxDelivery } from "./sign-delivery.ts";

const checkout: ProviderCheckout = {
  id: "checkout-1",
  unit: { kind: "visitor", id: "v_1" },
  plan: "<Pro>",
  price: { id: "pro-39", amount: "39.00", currency: "USD", interval: "month" },
  successUrl: "https://shop.example/thanks",
  cancelUrl: 'https://shop.example/prices?"',
};
let record: OutcomeRecord;
let provider: SandboxProvider;
let delivered: SandboxDelivery[];
let now: Date;

beforeEach(() => {
  now = new Date("2026-05-01T12:00:00Z");
  record = recordOutcomes();
  delivered = [];
  const payments = memoryPayments();
  // The catalog's price has no id at the sandbox: the metadata says which it is.
  const catalogs = [{ ...soldCatalog }];
  provider = sandbox({
    clock: () => now,
    deliver: async (webhook) => {
      delivered.push(webhook);
      await receiveWebhook({ provider, pricing: record, catalogs, payments }, webhook.body, webhook.headers);
    },
  });
});
afterEach(() => provider.close());

describe("the sandbox", () => {
  it("shows a page on this machine, on which one button pays", async () => {
    const { url } = await provider.createCheckout(checkout);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/checkouts\/sandbox_/);
    const page = await fetch(url);
    const text = await page.text();
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(text).toContain("&lt;Pro&gt;: <strong>$39.00</strong>");
    expect(text).toContain('href="https://shop.example/prices?&quot;"');
    const paid = await fetch(`${url}/pay`, { method: "POST", redirect: "manual" });
    expect([paid.status, paid.headers.get("location")]).toEqual([303, "https://shop.example/thanks"]);
    await fetch(`${url}/pay`, { method: "POST", redirect: "manual" });
    expect(record.outcomes()).toMatchObject([
      { type: "conversion", unit: { kind: "visitor", id: "v_1" }, price: "pro-39", amount: "39.00", revenue: "39.00" },
    ]);
    expect(await (await fetch(url)).text()).toContain("This is paid.");
  });

  it("gives money back, once", async () => {
    const { id } = await provider.createCheckout(checkout);
    await expect(provider.refund(id)).rejects.toMatchObject({ code: "provider-refused" });
    await provider.pay(id);
    await provider.refund(id);
    await expect(provider.refund(id)).rejects.toMatchObject({ code: "provider-refused" });
    expect(record.earned()).toEqual([1, 0]);
  });

  it("makes one session of a checkout that is asked for again", async () => {
    expect(await provider.createCheckout(checkout)).toEqual(await provider.createCheckout(checkout));
  });

  it("leaves a session open whose payment the app did not take in, and says why", async () => {
    let isAway = true;
    const flaky = sandbox({
      deliver: async () => {
        if (isAway) throw new Error("the app is away");
      },
    });
    const { url } = await flaky.createCheckout(checkout);
    const refused = await fetch(`${url}/pay`, { method: "POST" });
    expect([refused.status, await refused.text()]).toEqual([500, expect.stringContaining("the app is away")]);
    isAway = false;
    expect((await fetch(`${url}/pay`, { method: "POST", redirect: "manual" })).status).toBe(303);
    await flaky.close();
  });

  it("signs its webhooks, for five minutes", async () => {
    await provider.pay((await provider.createCheckout(checkout)).id);
    const [webhook] = delivered;
    if (!webhook) throw new Error("nothing was delivered");
    const parse = (body: string, headers: Record<string, string> = { ...webhook.headers }) =>
      provider.parseWebhook(body, headers);
    expect((await parse(webhook.body)).type).toBe("paid");
    await expect(parse(webhook.body.replace("39.00", "1.00"))).rejects.toMatchObject({ code: "invalid-signature" });
    await expect(parse(webhook.body, {})).rejects.toMatchObject({ code: "invalid-signature" });
    const another = sandbox({ deliver: async () => {}, clock: () => now });
    await expect(another.parseWebhook(webhook.body, webhook.headers)).rejects.toMatchObject({
      code: "invalid-signature",
    });
    now = new Date(now.getTime() + 301_000);
    await expect(parse(webhook.body)).rejects.toMatchObject({ code: "invalid-signature" });
  });

  it("keeps what usage was reported, each id once", async () => {
    const usage = { id: "use-1", customer: "cus_1", meter: "tokens", quantity: 3 };
    await provider.reportUsage(usage);
    await provider.reportUsage(usage);
    expect(provider.usage()).toEqual([usage]);
  });

  it("has a portal that leads back, and no other pages", async () => {
    const { url } = await provider.customerPortal({ customer: "cus_1", returnUrl: "https://shop.example/account" });
    expect(await (await fetch(url)).text()).toContain('href="https://shop.example/account"');
    const script = url.replace(/return=.*/, "return=javascript:alert(1)");
    expect((await fetch(script)).status).toBe(404);
    expect((await fetch(new URL("/checkouts/sandbox_unknown", url))).status).toBe(404);
  });
});
