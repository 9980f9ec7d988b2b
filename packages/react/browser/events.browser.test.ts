import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventsOf } from "./events-of.ts";
import { launchBrowser } from "./launch-browser.ts";
import { type Site, serveSite } from "./serve-site.ts";

const SOON = { timeout: 10_000 };
let browser: Browser;
let site: Site;
let context: BrowserContext;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), serveSite()]);
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

const events = () => eventsOf(site);
/** Ids of what arrived: an event whose answer a page that is left cannot wait for comes once more, under the same id. */
const ids = () => [...new Set(events().map(({ id }) => id))];

async function open(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${site.url}/studio`);
  return page;
}

/** What the page keeps in its storage. */
function stored(page: Page): Promise<[key: string, value: string][]> {
  return page.evaluate(() => Object.entries({ ...localStorage }) as [string, string][]);
}

describe("events", () => {
  it("arrive when the page is left in the moment of the exposure", async () => {
    const page = await open();
    await page.waitForFunction(() => {
      if (window.exposures.length === 0) return false;
      location.href = "/elsewhere";
      return true;
    });
    await page.getByRole("heading", { name: "Elsewhere" }).waitFor();
    await expect.poll(ids, SOON).toHaveLength(1);
  });

  it("arrive past a blocker of beacons, through the page's own host", async () => {
    await context.addInitScript(() => {
      navigator.sendBeacon = () => false;
    });
    await context.route("**", (route) => {
      const request = route.request();
      const isOwn = request.url().startsWith(site.url) && request.resourceType() !== "ping";
      return isOwn ? route.continue() : route.abort();
    });
    await open();
    await expect.poll(ids, SOON).toHaveLength(1);
  });

  it("go as a beacon where nothing else goes", async () => {
    await context.route("**/pw/events", (route) =>
      route.request().resourceType() === "ping" ? route.continue() : route.abort(),
    );
    await open();
    await expect.poll(ids, SOON).toHaveLength(1);
  });

  it.for(["a blocker of everything", "a server that is down"])("wait for another page behind %s", async (trouble) => {
    if (trouble === "a server that is down") site.answers.set("/pw/events", () => ({ status: 503 }));
    else await context.route("**/pw/events", (route) => route.abort());
    const page = await open();
    await page.waitForFunction(() => window.exposures.length > 0);
    await page.waitForTimeout(400);
    const [kept] = await stored(page);
    expect(JSON.parse(kept?.[1] ?? "null")).toMatchObject({ type: "quoted-exposure" });
    await context.unrouteAll();
    site.answers.clear();
    site.received.length = 0;
    await page.reload();
    await expect.poll(events, SOON).toEqual([JSON.parse(kept?.[1] ?? "null")]);
    await expect.poll(async () => (await stored(page))[0]?.[1], SOON).toMatch(/^\d+$/);
  });

  it("go out before the payment page opens", async () => {
    site.answers.set("/pw/checkout", () => ({ body: { url: "/elsewhere" } }));
    const page = await open();
    await page.waitForFunction(() => {
      if (window.exposures.length === 0) return false;
      document.querySelector<HTMLElement>("[data-highlighted] .pricewright-action")?.click();
      return true;
    });
    await page.getByRole("heading", { name: "Elsewhere" }).waitFor();
    await expect.poll(ids, SOON).toHaveLength(1);
    const checkout = site.received.find(({ path }) => path === "/pw/checkout");
    expect(JSON.parse(checkout?.body ?? "")).toEqual({ quote: events()[0]?.quote, plan: "team", interval: "month" });
  });
});

describe("a checkout that fails", () => {
  it("is said on the page, and can be tried again", async () => {
    site.answers.set("/pw/checkout", () => ({ status: 503, body: { code: "unavailable", detail: "later" } }));
    const page = await open();
    await page.locator("html[data-ready]").waitFor();
    const button = page.getByRole("button", { name: "Choose Team, $49, per month" });
    await button.click();
    const alert = page.getByRole("article", { name: "Team" }).getByRole("alert");
    await expect.poll(() => alert.textContent(), SOON).toContain("nothing was charged");
    site.answers.set("/pw/checkout", () => ({ body: { url: "/elsewhere" } }));
    await button.click();
    await page.getByRole("heading", { name: "Elsewhere" }).waitFor();
  });
});
