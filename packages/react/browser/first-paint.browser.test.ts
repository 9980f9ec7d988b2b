import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./launch-browser.ts";
import { openPage } from "./open-page.ts";
import { type Site, serveSite } from "./serve-site.ts";

let browser: Browser;
let site: Site;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), serveSite()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Writes down what the prices say in every frame, and how much the layout shifts, from before the first byte. */
function recordFrames(): void {
  const seen = new Set<string>();
  let shift = 0;
  Object.assign(window, { frames_: () => ({ seen: [...seen], shift }) });
  const record = () => {
    const amounts = [...document.querySelectorAll(".pricewright-plan .pricewright-amount")];
    if (amounts.length === 2) seen.add(amounts.map((amount) => amount.textContent).join(" "));
    requestAnimationFrame(record);
  };
  record();
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shift += (entry as PerformanceEntry & { value: number }).value;
  }).observe({ type: "layout-shift", buffered: true });
}

function framesOf(page: Page): Promise<{ readonly seen: string[]; readonly shift: number }> {
  return page.evaluate(() => (window as unknown as { frames_: () => { seen: string[]; shift: number } }).frames_());
}

describe("the first paint", () => {
  it("shows the visitor's own price without scripts, and a form that buys it", async () => {
    site.answers.set("/pw/checkout", () => ({ status: 303, location: "/elsewhere" }));
    await using opened = await openPage(browser, `${site.url}/studio`, { javaScriptEnabled: false });
    const { page } = opened;
    const team = page.getByRole("article", { name: "Team" });
    expect(await team.locator(".pricewright-amount").textContent()).toBe("$49");
    expect(await team.getByText("or $490 per year").isVisible()).toBe(true);
    await team.getByRole("button", { name: "Choose Team, $490, per year" }).click();
    await page.getByRole("heading", { name: "Elsewhere" }).waitFor();
    const sent = new URLSearchParams(site.received.find(({ path }) => path === "/pw/checkout")?.body);
    expect([sent.get("plan"), sent.get("interval")]).toEqual(["team", "year"]);
    expect(sent.get("quote")).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it("sells a chosen pack without scripts", async () => {
    site.received.length = 0;
    await using opened = await openPage(browser, `${site.url}/studio`, { javaScriptEnabled: false });
    const { page } = opened;
    await page.getByRole("radio", { name: /Large/ }).check();
    await page.getByRole("button", { name: "Buy credits" }).click();
    await page.getByRole("heading", { name: "Elsewhere" }).waitFor();
    const sent = new URLSearchParams(site.received.find(({ path }) => path === "/pw/checkout")?.body);
    expect(sent.get("plan")).toBe("large");
  });

  it.for(["/island.js", "/island.js?slow"])(
    "shows one price in every frame, with %s, and shifts nothing",
    async (script) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      await context.addInitScript(recordFrames);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.goto(`${site.url}/studio?script=${encodeURIComponent(script)}`);
      await page.locator("html[data-ready]").waitFor();
      await page.waitForTimeout(300);
      expect(await framesOf(page)).toEqual({ seen: ["$12 $49"], shift: 0 });
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  it.for([
    ["en", "ltr", "JPY", "¥5,900"],
    ["de", "ltr", "USD", "49\u00a0$"],
    ["ar", "rtl", "KWD", "\u200f١٢٫١٢٥\u00a0د.ك.\u200f"],
  ] as const)("comes alive unchanged in %s, %s, %s", async ([language, direction, currency, price]) => {
    const url = `${site.url}/studio?language=${language}&direction=${direction}&currency=${currency}`;
    await using opened = await openPage(browser, url);
    const amount = opened.page.locator(".pricewright-plan[data-highlighted] .pricewright-amount");
    expect(await amount.textContent()).toBe(price);
    expect(opened.complaints).toEqual([]);
  });

  it.for([
    ["cache-control=public%2C+max-age%3D600", "cache-control: public, max-age=600"],
    ["quote-age=30", "its quote is 30 minutes older"],
    ["quote=kept", "somebody else is given the same quote"],
  ])("breaks in development where the page could be anybody's: %s", async ([query, problem]) => {
    await using opened = await openPage(browser, `${site.url}/studio?${query}`);
    await expect.poll(() => opened.complaints.join("\n"), { timeout: 10_000 }).toContain(problem);
    expect(await opened.page.locator(".pricewright-plan").count()).toBe(0);
  });
});
