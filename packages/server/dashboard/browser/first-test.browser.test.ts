import { createClient } from "@pricewright/node";
import { createPricewright } from "@pricewright/node/hono";
import { Hono } from "hono";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { complaintsOf, launchBrowser } from "./opened-page.ts";
import { serveWhole, type WholeServer } from "./serve-whole.ts";

let browser: Browser;
let server: WholeServer;
let page: Page;
let complaints: readonly string[];
let secretKey = "";

/** What somebody does: a field filled in or a button pressed. */
let steps = 0;
async function fill(label: string, text: string): Promise<void> {
  steps += 1;
  await page.getByLabel(label, { exact: true }).fill(text);
}
async function press(name: string, role: "button" | "link" = "button"): Promise<void> {
  steps += 1;
  await page.getByRole(role, { name, exact: true }).last().click();
}
const heading = (name: string | RegExp) => page.getByRole("heading", { name }).first().waitFor();
const send = (path: string, body: unknown) => server.call("POST", path, { key: secretKey, body });

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), serveWhole()]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  complaints = complaintsOf(page);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe("from an empty database", () => {
  it("leads from sign-up to a running test in sixteen steps", async () => {
    await page.goto(server.url);
    await heading("Sign in");
    await press("Make a workspace", "link");
    await fill("Company", "Shop");
    await fill("Your name", "Ada");
    await fill("Email address", "ada@shop.example");
    await fill("Password", "correct horse battery");
    await press("Make a workspace");
    await heading("Your keys");
    secretKey = (await page.locator(".secret code").first().textContent()) ?? "";
    expect(secretKey).toMatch(/^pw_sk_test_/);
    await press("Set up the first price test", "link");
    await heading("Your first price test");
    await fill("What do you sell?", "Pro");
    await fill("Price today", "39");
    await fill("Prices to try", "49, 59");
    await press("Make the draft");
    await heading("Price of Pro");
    await fill("Visitors a day", "2000");
    await fill("Conversion today, %", "2");
    await press("Plan the test");
    await page.getByText(/^[\d,]+ visitors in [\d,]+ days\.$/).waitFor();
    await page.getByText(/Testing costs up to \$[\d,.]+ of revenue/).waitFor();
    await press("Start");
    await page.getByRole("dialog").waitFor();
    await press("Start");
    await page.getByText("“Price of Pro” runs.").waitFor();
    expect(steps).toBe(16);
    const { body } = await server.call("GET", "/v1/experiments", { key: secretKey });
    expect(body.experiments).toMatchObject([{ key: "price-of-pro", status: "running", control: "price-39" }]);
    expect(body.experiments[0].variants.map(({ key }: { key: string }) => key)).toEqual([
      "price-39",
      "price-49",
      "price-59",
    ]);
  });

  it("makes a link to each arm, which a page of the shop shows and sells nothing at", async () => {
    const client = createClient({ apiKey: secretKey, baseUrl: server.url, flushOnTermination: false });
    const prices = createPricewright({ pricing: client, cookieSecret: "not-a-secret-0123456789-0123456789" });
    const shop = new Hono().get("/pricing", async (context) => {
      const { assignments, quote } = await prices.evaluate(context);
      const verdict = await client.verifyQuote(quote ?? "", {});
      return context.html(
        `<!doctype html><title>Shop</title><h1>${assignments[0]?.variant}, ${verdict.ok ? "sold" : verdict.code}</h1>`,
      );
    });
    await page.context().route("https://shop.example/**", async (route) => {
      const answer = await shop.request(route.request().url());
      await route.fulfill({ status: answer.status, contentType: "text/html", body: await answer.text() });
    });
    await page.getByLabel("Address of your pricing page").fill("https://shop.example/pricing");
    await page.getByRole("button", { name: "Make links" }).click();
    const link = page.getByRole("link", { name: "price-59", exact: true });
    const address = new URL((await link.getAttribute("href")) ?? "");
    expect(address.searchParams.get("pw_price-of-pro")).toBe("price-59");
    const seen = await send("/v1/evaluate", {
      unit: { kind: "visitor", id: "looker" },
      overrides: { "price-of-pro": "price-59" },
      previewToken: address.searchParams.get("pw_preview"),
    });
    expect(seen.body.assignments[0]).toMatchObject({ variant: "price-59", reason: "override" });
    for (const arm of ["price-39", "price-49", "price-59"]) {
      const [opened] = await Promise.all([
        page.context().waitForEvent("page"),
        page.getByRole("link", { name: arm, exact: true }).click(),
      ]);
      await opened.getByRole("heading", { name: `${arm}, preview-quote` }).waitFor();
      await opened.close();
    }
    await client.close();
  });

  it("shows events as they arrive, and the story of who sent them", async () => {
    await page.goto(`${server.url}/events`);
    await heading("Nothing has come yet");
    const unit = { kind: "visitor", id: "visitor-1" };
    const { body } = await send("/v1/evaluate", { unit });
    const { variant } = body.assignments[0];
    const shown = [{ price: `pro-39`, amount: "39", currency: "USD" }];
    const event = { type: "exposure", id: "seen-1", unit, experiment: "price-of-pro", variant, shown };
    await send("/v1/events", { events: [{ ...event, occurredAt: new Date().toISOString() }] });
    await page.getByRole("link", { name: "visitor-1" }).click({ timeout: 15_000 });
    await heading("What happened");
    await page.getByText("Saw prices, says the server.").waitFor();
  });

  it("pauses and takes it back, changes shares with a reason, and concludes", async () => {
    await page.goto(`${server.url}/experiments/price-of-pro`);
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "Pause" }).click();
    await dialog.getByRole("button", { name: "Pause" }).click();
    await page.getByText("“Price of Pro” is paused.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("“Price of Pro” runs again.").waitFor();

    await page.getByRole("button", { name: "Change shares" }).click();
    await dialog.getByLabel("Weight of price-59").fill("3");
    await dialog.getByLabel("Reason").fill("it does well");
    await dialog.getByRole("button", { name: "Change shares" }).click();
    await page.getByText("The shares are changed.").waitFor();

    await page.getByRole("button", { name: "Leave traffic out" }).click();
    await dialog.getByLabel("Reason").fill("a crawler came");
    await dialog.getByRole("button", { name: "Leave traffic out" }).click();
    await dialog.getByText("give a time range or a label").first().waitFor();
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Conclude" }).click();
    await dialog.getByLabel("Winner", { exact: true }).selectOption("price-49");
    await dialog.getByLabel("Reason").fill("enough is known");
    await dialog.getByRole("button", { name: "Conclude" }).click();
    await page.getByText("Everybody new sees price-49.").waitFor();

    await page.goto(`${server.url}/audit`);
    for (const reason of ["it does well", "enough is known"])
      expect(JSON.stringify((await server.call("GET", "/v1/audit", { key: secretKey })).body)).toContain(reason);
    await page.getByRole("row").nth(4).waitFor();
  });

  it("clones and archives", async () => {
    await page.goto(`${server.url}/experiments/price-of-pro`);
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "Clone" }).click();
    await dialog.getByRole("button", { name: "Clone" }).click();
    await heading("Price of Pro (copy)");
    await page.getByRole("button", { name: "Archive" }).click();
    await dialog.getByRole("button", { name: "Archive" }).click();
    await heading("Experiments");
    await page.getByRole("link", { name: "Price of Pro", exact: true }).waitFor();
    expect(await page.getByRole("link", { name: "Price of Pro (copy)" }).count()).toBe(0);
    await page.getByLabel("State").selectOption("archived");
    await page.getByRole("link", { name: "Price of Pro (copy)" }).waitFor();
    expect(new URL(page.url()).search).toBe("?status=archived");
  });

  it("signs out, and in again at the page that was asked for", async () => {
    await page.getByRole("button", { name: "Sign out" }).click();
    await heading("Sign in");
    await page.goto(`${server.url}/keys`);
    await page.getByLabel("Email address").fill("ada@shop.example");
    await page.getByLabel("Password").fill("wrong horse battery");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Invalid email or password.").waitFor();
    await page.getByLabel("Password").fill("correct horse battery");
    await page.getByRole("button", { name: "Sign in" }).click();
    await heading("API keys");
    expect(complaints).toEqual([]);
  });
});
