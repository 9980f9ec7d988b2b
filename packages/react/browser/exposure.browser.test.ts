import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventsOf } from "./events-of.ts";
import { launchBrowser } from "./launch-browser.ts";
import { type Site, serveSite } from "./serve-site.ts";
import { documentOf as pricingOf } from "./site/document-of.ts";

let browser: Browser;
let site: Site;
let context: BrowserContext;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(["--disable-back-forward-cache"]), serveSite()]);
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  site.received.length = 0;
  site.answers.clear();
});

afterEach(() => context?.close());

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const SOON = { timeout: 10_000 };
const events = () => eventsOf(site);

async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${site.url}/${path}`);
  await page.locator("html[data-ready]").waitFor();
  return page;
}

/** Long enough for an exposure to be sent, were there one. */
async function wait(page: Page): Promise<void> {
  await page.waitForTimeout(1600);
}

describe("exposure", () => {
  it("carries the quote and every amount on the page, once, over reloads and later pages", async () => {
    const page = await open("studio");
    await expect.poll(events, SOON).toHaveLength(1);
    const [event] = events();
    expect(event).toMatchObject({ type: "quoted-exposure", experiments: ["team-price"] });
    expect(event?.quote).toMatch(/^eyJ/);
    expect(event?.shown.slice(0, 2)).toEqual([
      { price: "starter-12", amount: "12", currency: "USD" },
      { price: "team-49", amount: "49", currency: "USD" },
    ]);
    await page.reload();
    await wait(page);
    await wait(await open("navigation"));
    expect(events()).toHaveLength(1);
  });

  it("is the same exposure in every tab", async () => {
    await Promise.all([open("studio"), open("studio")]);
    await expect.poll(events, SOON).not.toHaveLength(0);
    for (const page of context.pages()) {
      await page.bringToFront();
      await wait(page);
    }
    expect(new Set(events().map(({ id }) => id)).size).toBe(1);
  });

  it("is another exposure for another visitor", async () => {
    await open("studio?visitor=a");
    await expect.poll(events, SOON).toHaveLength(1);
    await open("studio?visitor=b");
    await expect.poll(events, SOON).toHaveLength(2);
    expect(new Set(events().map(({ id }) => id)).size).toBe(2);
  });

  it("stays one when the table comes back without a load", async () => {
    const page = await open("navigation");
    await expect.poll(events, SOON).toHaveLength(1);
    await page.getByRole("button", { name: "Go" }).click();
    await page.getByText("Elsewhere").waitFor();
    await page.getByRole("button", { name: "Go" }).click();
    await wait(page);
    expect(events()).toHaveLength(1);
  });

  it("waits for the price that the experiment changes", async () => {
    const page = await open("studio");
    await page.setViewportSize({ width: 375, height: 420 });
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.locator("html[data-ready]").waitFor();
    site.received.length = 0;
    await page.getByRole("article", { name: "Starter" }).locator(".pricewright-amount").scrollIntoViewIfNeeded();
    await wait(page);
    expect(events()).toEqual([]);
    await page.getByRole("article", { name: "Team" }).locator(".pricewright-amount").scrollIntoViewIfNeeded();
    await expect.poll(events, SOON).toHaveLength(1);
  });

  it.for(["preview", "uncounted"])("is none for a price that is shown as %s", async (assignment) => {
    await wait(await open(`studio?assignment=${assignment}`));
    expect(events()).toEqual([]);
  });
});

describe("a page from the back-forward cache", () => {
  it("renews its quote, keeps its price, and is no second exposure", async () => {
    const page = await open("studio?script=/production.js&cache-control=private");
    await expect.poll(events, SOON).toHaveLength(1);
    const quote = () => page.locator("input[name=quote]").first().inputValue();
    const before = await quote();
    const request = JSON.parse((await page.locator("#request").textContent()) ?? "");
    const documentText = await page.evaluate(() => document.querySelector("main")?.textContent);
    site.answers.set("/pw/evaluate", () => ({ body: { pricing: pricingOf(request), quote: "renewed.eyJ9.quote" } }));
    await page.goto(`${site.url}/elsewhere`);
    await page.evaluate(() => history.back());
    await expect.poll(quote, SOON).toBe("renewed.eyJ9.quote");
    expect(before).not.toBe("renewed.eyJ9.quote");
    expect(await page.evaluate(() => document.querySelector("main")?.textContent)).toBe(documentText);
    await wait(page);
    expect(events()).toHaveLength(1);
  });

  it("keeps its price where today's is another, and sells nothing", async () => {
    const page = await open("studio?script=/production.js&cache-control=private");
    const request = JSON.parse((await page.locator("#request").textContent()) ?? "");
    const other = { ...request, assignment: "uncounted", currency: "JPY" };
    site.answers.set("/pw/evaluate", () => ({ body: { pricing: pricingOf(other), quote: "renewed.eyJ9.quote" } }));
    await page.goto(`${site.url}/elsewhere`);
    await page.evaluate(() => history.back());
    await page.getByText("no longer offered").waitFor();
    expect(await page.locator(".pricewright-plan .pricewright-amount").allTextContents()).toEqual(["$12", "$49"]);
    expect(await page.getByRole("button", { name: "Choose Team" }).count()).toBe(0);
  });
});
