import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findViolations } from "../../../packages/react/browser/find-violations.ts";
import { launchBrowser } from "../../../packages/react/browser/launch-browser.ts";
import { buildNext, buildPackages, type RunningNext, runNext } from "./run-next.ts";

let browser: Browser;
let next: RunningNext;

beforeAll(async () => {
  buildPackages();
  buildNext();
  [browser, next] = await Promise.all([launchBrowser(), runNext("start")]);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await next?.close();
});

/** A visitor with a browser of their own. */
async function visit(path: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(next.url + path);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

const price = (page: Page) =>
  page.getByRole("article", { name: "Newsroom" }).locator(".pricewright-amount").first().textContent();
const balance = async (page: Page) =>
  Number((await page.locator(".pricewright-balance bdi").textContent())?.replace(",", ""));

/** Buys on the sandbox's page, and says which price it asked for. */
async function pay(page: Page): Promise<string | null> {
  const button = page.getByRole("button", { name: /^Pay / });
  const asked = await button.textContent();
  await button.click();
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
  return asked;
}

describe("the pricing page", () => {
  it("has the visitor's own price in its HTML, which no cache may keep, and the same at the next visit", async () => {
    const visits = await Promise.all(
      Array.from({ length: 24 }, async () => {
        const first = await fetch(next.url);
        const headers = { cookie: first.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
        const second = await fetch(next.url, { headers });
        expect([first, second].map((answer) => answer.headers.get("cache-control"))).toEqual([
          "private, no-store",
          "private, no-store",
        ]);
        const texts = await Promise.all([first.text(), second.text()]);
        return texts.map((text) => /class="pricewright-amount">(\$[34]9)</.exec(text)?.[1]);
      }),
    );
    for (const [first, second] of visits) expect(second).toBe(first);
    expect(new Set(visits.map(([first]) => first))).toEqual(new Set(["$39", "$49"]));
  });

  it("sells at the shown price without scripts", async () => {
    await using visitor = await visit("/", { javaScriptEnabled: false });
    const { page } = visitor;
    const shown = await price(page);
    await page.getByRole("button", { name: `Choose Newsroom, ${shown}, per month` }).click();
    expect(await pay(page)).toBe(`Pay ${shown}.00`);
  });

  it("comes alive without a word, tells what was seen, posts the quote and charges what it says", async () => {
    await using visitor = await visit("/");
    const { page, complaints } = visitor;
    const shown = await price(page);
    const events = await page.waitForResponse((response) => response.url().endsWith("/pw/events"));
    expect(events.request().postDataJSON().events).toMatchObject([{ experiments: ["newsroom-price"] }]);
    const quote = await page.locator("input[name=quote]").first().inputValue();
    const checkout = page.waitForRequest((request) => request.url().endsWith("/pw/checkout"));
    await page.getByRole("button", { name: /^Choose Newsroom/ }).click();
    expect((await checkout).postDataJSON()).toEqual({ quote, plan: "newsroom", interval: "month" });
    expect(await pay(page)).toBe(`Pay ${shown}.00`);
    expect(complaints).toEqual([]);
    await page.goto(next.url);
    expect(await price(page)).toBe(shown);

    await page.getByRole("link", { name: "Results" }).click();
    const told = await page.getByText("Prices equal to the variant's").textContent();
    expect(told).toMatch(
      /shown ([1-9]\d*) of \1; quoted ([1-9]\d*) of \2; charged ([1-9]\d*) of \3; attributed ([1-9]\d*) of \4\./,
    );
  });
});

describe("the credits page", () => {
  it("goes down with what is used, and up with a pack that is bought", async () => {
    await using visitor = await visit("/credits");
    const { page, complaints } = visitor;
    expect(await balance(page)).toBe(100);
    await page.getByRole("button", { name: "Sum it up" }).click();
    await page.locator(".work [role=status]").getByText("Prices are promises.").waitFor();
    await expect.poll(() => balance(page)).toBe(99.7);
    expect(await page.getByRole("meter", { name: "Credits used" }).getAttribute("aria-valuetext")).toBe("0.3 of 100");
    await page.getByRole("radio", { name: /Large/ }).check();
    await page.getByRole("button", { name: "Buy credits" }).click();
    expect(await pay(page)).toBe("Pay $45.00");
    await page.getByRole("link", { name: "To your credits" }).click();
    await expect.poll(() => balance(page)).toBe(2849.7);
    expect(complaints).toEqual([]);
  });

  it("works without scripts, and says where there are too few", async () => {
    await using visitor = await visit("/credits", { javaScriptEnabled: false });
    const { page } = visitor;
    await page.getByRole("textbox").fill("so ".repeat(1200));
    await page.getByRole("button", { name: "Sum it up" }).click();
    await page.getByText("which is more than there are").waitFor();
    await page.getByRole("textbox").fill("One word more. And others.");
    await page.getByRole("button", { name: "Sum it up" }).click();
    await page.locator(".work [role=status]").getByText("One word more.").waitFor();
    expect(await balance(page)).toBe(99.7);
  });

  it("is private", async () => {
    expect((await fetch(`${next.url}/credits`)).headers.get("cache-control")).toBe("private, no-store");
  });
});

describe("every page", () => {
  it.for([
    ["light", 1440],
    ["dark", 375],
  ] as const)("is accessible and fits in %s at %i pixels", async ([colorScheme, width]) => {
    for (const path of ["/", "/credits", "/results", "/thanks"]) {
      await using visitor = await visit(path, { colorScheme, viewport: { width, height: 800 } });
      expect([path, await findViolations(visitor.page)]).toEqual([path, []]);
      expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });
});
