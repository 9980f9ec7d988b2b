import { createClient } from "@pricewright/node";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findViolations } from "../../../packages/react/browser/find-violations.ts";
import { launchBrowser } from "../../../packages/react/browser/launch-browser.ts";
import { type ServedPage, servePage } from "./serve-page.ts";

let browser: Browser;
let served: ServedPage;

beforeAll(async () => {
  [browser, served] = await Promise.all([launchBrowser(), servePage()]);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

/** Somebody's browser. */
async function visit(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(served.url);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

const price = (page: Page) => page.getByRole("article", { name: "Crew" }).locator(".pricewright-amount").textContent();

describe("a page that has nothing but a publishable key", () => {
  it("keeps each visitor's price from one visit to the next, and shows both prices of the test", async () => {
    const shown = new Set<string | null>();
    for (let visitor = 0; visitor < 40 && shown.size < 2; visitor += 1) {
      await using visited = await visit();
      const first = await price(visited.page);
      await visited.page.reload();
      expect(await price(visited.page)).toBe(first);
      shown.add(first);
    }
    expect(shown).toEqual(new Set(["$29", "$35"]));
  });

  it("tells what was seen, checks out at it, and leads back", async () => {
    await using visited = await visit();
    const { page, complaints } = visited;
    const shown = await price(page);
    const events = await page.waitForResponse((response) => response.url() === `${served.prices.url}/v1/events`);
    expect(events.ok()).toBe(true);
    const checkout = page.waitForRequest(`${served.prices.url}/v1/checkouts`);
    await page.getByRole("button", { name: `Choose Crew, ${shown}, per month` }).click();
    expect((await checkout).postDataJSON()).toMatchObject({ plan: "crew", quote: expect.stringMatching(/^eyJ/) });
    await page.getByRole("heading", { name: "Sandbox checkout" }).waitFor();
    expect(await page.locator("main").textContent()).toContain(`${shown}`);
    await page.getByRole("button", { name: /Pay/ }).click();
    await page.getByRole("heading", { name: "Welcome aboard" }).waitFor();
    expect(page.url()).toBe(`${served.url}thanks`);
    expect(complaints).toEqual([]);

    const pricing = createClient({ apiKey: served.prices.secretKey, baseUrl: served.prices.url });
    const { report } = await pricing.results("crew-price");
    await pricing.close();
    const { shown: seen, quoted, charged, attributed } = report.integrity;
    expect([seen, quoted, charged, attributed].map(({ equal, different }) => [equal > 0, different])).toEqual(
      Array.from({ length: 4 }, () => [true, 0]),
    );
    const arm = report.variants.find(({ key }) => key === `price-${shown?.slice(1)}`);
    expect([arm?.conversions, Number(arm?.observed.revenuePerVisitor) > 0]).toEqual([1, true]);
  });

  it("says where the prices did not come, and nothing moves when they do", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route(`${served.prices.url}/**`, (route) => route.abort());
    await page.goto(served.url);
    await page.getByRole("alert").getByText("The prices did not load").waitFor();
    await page.unrouteAll();
    await page.getByRole("link", { name: "Try again" }).click();
    await page.locator(".pricewright-plan").first().waitFor();
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) sum += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
        }),
    );
    expect(shift).toBe(0);
    await context.close();
  });

  it.for([
    ["light", 1440],
    ["dark", 375],
  ] as const)("is accessible and fits in %s at %i pixels", async ([colorScheme, width]) => {
    await using visited = await visit({ colorScheme, viewport: { width, height: 800 } });
    await price(visited.page);
    expect(await findViolations(visited.page)).toEqual([]);
    expect(await visited.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});
