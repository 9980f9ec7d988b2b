import { readFile } from "node:fs/promises";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publicTestResponse } from "../src/testing/results-response.ts";
import { complaintsOf, findViolations, launchBrowser, settled } from "./opened-page.ts";
import { type ServedDashboard, serveDashboard } from "./serve-dashboard.ts";

let browser: Browser;
let dashboard: ServedDashboard;

async function open(path: string, width: number, more: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, acceptDownloads: true, ...more });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(dashboard.url + path);
  await settled(page);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

async function save(page: Page, name: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name, exact: true }).click(),
  ]);
  return readFile(await download.path());
}

beforeAll(async () => {
  const results = publicTestResponse();
  const api = {
    "/v1/session": { person: null, role: "viewer", tenant: "first", environment: "test", tenants: [] },
    "/v1/experiments": { experiments: [results.experiment], nextCursor: null },
    "/v1/experiments/license-price/results": results,
    "/v1/experiments/license-price/timeline": { days: [] },
  };
  [browser, dashboard] = await Promise.all([launchBrowser(), serveDashboard(api)]);
});

afterAll(async () => {
  await browser?.close();
  await dashboard?.close();
});

describe("the dashboard of this machine, without signing in", () => {
  it.for([
    ["light", 1440],
    ["dark", 375],
  ] as const)("is accessible, fits and keeps to its policy in %s at %i pixels", async ([colorScheme, width]) => {
    for (const path of ["/experiments", "/experiments/license-price"]) {
      await using opened = await open(path, width, { colorScheme });
      const { page, complaints } = opened;
      expect(await findViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(complaints).toEqual([]);
    }
  });

  it("is walked by keyboard, with the focus and the title of each page", async () => {
    await using opened = await open("/experiments", 1440);
    const { page } = opened;
    await page.getByRole("link", { name: "License at $39 or $59" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Fix the data first" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/experiments/license-price");
    expect(await page.title()).toBe("License at $39 or $59 · Pricewright");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    await page.goBack();
    await page.getByRole("heading", { name: "Experiments", exact: true }).waitFor();
    expect(await page.title()).toBe("Experiments · Pricewright");
  });

  it("skips to the page, lists its shortcuts and follows them", async () => {
    await using opened = await open("/experiments", 1440);
    const { page } = opened;
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("/");
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe("search");
    await page.keyboard.type("seats");
    await page.getByText("No experiment is like that.").waitFor();
    expect(new URL(page.url()).search).toBe("?search=seats");
    await page.locator("h1").click();
    await page.keyboard.press("g");
    await page.keyboard.press("k");
    await page.getByRole("heading", { name: "API keys" }).waitFor();
  });

  it("gives every chart as a table, its numbers and its picture", async () => {
    await using opened = await open("/experiments/license-price", 1440);
    const { page } = opened;
    expect(await page.locator(".chart").count()).toBe(2);
    expect(await page.locator(".chart details table").count()).toBe(2);
    const csv = (await save(page, "license-price conversion as CSV")).toString();
    expect(csv.split("\r\n").map((line) => line.split(",")[0])).toEqual(["arm", "price-39", "price-59"]);
    const png = await save(page, "license-price conversion as PNG");
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    // A picture without anything drawn on it is far smaller.
    expect(png.length).toBeGreaterThan(8000);
  });

  it("writes numbers and days as the reader does, in charts as well", async () => {
    await using opened = await open("/experiments/license-price", 1440, {
      locale: "de-DE",
    });
    const { page } = opened;
    const conversion = page.locator(".chart", { hasText: "Conversion" }).last();
    expect(await conversion.locator("svg").textContent()).toMatch(/1,99\s%/);
    expect(await conversion.locator("svg").textContent()).not.toMatch(/\d\.\d/);
    await page
      .getByRole("row", { name: /price-39/ })
      .first()
      .waitFor();
    expect(await page.getByRole("table", { name: "Results by arm" }).textContent()).toMatch(/0,776\s\$/);
    expect(await page.getByText(/01\.03\.2015/).count()).toBeGreaterThan(0);
  });

  it("does not move what is there already while the rest comes", async () => {
    await using opened = await open("/experiments/license-price", 1440);
    const moved = await opened.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[])
              if (!entry.hadRecentInput) sum += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
        }),
    );
    expect(moved).toBeLessThan(0.1);
  });
});
