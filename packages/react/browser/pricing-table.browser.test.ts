import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findViolations } from "./find-violations.ts";
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

describe("PricingTable in a browser", () => {
  it("shows the right price without scripts", async () => {
    await using opened = await openPage(browser, `${site.url}/single`, { javaScriptEnabled: false });
    const { page } = opened;
    expect(await page.locator("bdi").textContent()).toBe("$39");
    const link = page.getByRole("link", { name: "Choose License, $39, one-time payment" });
    expect(await link.getAttribute("href")).toBe("/checkout?price=license-39");
  });

  it("shows every interval's price without scripts, and no toggle that would do nothing", async () => {
    await using opened = await openPage(browser, `${site.url}/subscription`, { javaScriptEnabled: false });
    const { page } = opened;
    expect(await page.getByRole("radiogroup").count()).toBe(0);
    expect(await page.getByText("or 290 € per year").isVisible()).toBe(true);
  });

  it("comes alive without a warning or a shift of the layout", async () => {
    for (const name of ["single", "subscription"]) {
      await using opened = await openPage(browser, `${site.url}/${name}`);
      const shift = await opened.page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
            }).observe({ type: "layout-shift", buffered: true });
            requestAnimationFrame(() => setTimeout(() => resolve(sum)));
          }),
      );
      expect(opened.complaints).toEqual([]);
      expect(shift).toBe(0);
    }
  });

  it("reports an exposure once, after the price was on screen for a second", async () => {
    await using opened = await openPage(browser, `${site.url}/below`);
    const { page } = opened;
    await page.waitForTimeout(1100);
    expect(await page.evaluate(() => window.exposures)).toEqual([]);

    const scrolledAt = await page.evaluate(() => {
      document.querySelector("bdi")?.scrollIntoView({ block: "center" });
      return performance.now();
    });
    await page.waitForFunction(() => window.exposures.length > 0);
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.evaluate(() => document.querySelector("bdi")?.scrollIntoView({ block: "center" }));
    await page.waitForTimeout(1100);

    const exposures = await page.evaluate(() => window.exposures);
    expect(exposures).toHaveLength(1);
    expect((exposures[0]?.at ?? 0) - scrolledAt).toBeGreaterThanOrEqual(1000);
    expect(exposures[0]?.exposure).toEqual({
      id: null,
      quote: null,
      experiment: "license-price",
      variant: "price-39",
      shown: [{ price: "license-39", amount: "39.00", currency: "USD" }],
    });
  });

  it.for(["light", "dark"] as const)("has no accessibility violation in %s", async (colorScheme) => {
    for (const name of ["single", "subscription"]) {
      await using opened = await openPage(browser, `${site.url}/${name}`, { colorScheme });
      expect(await findViolations(opened.page)).toEqual([]);
    }
  });

  it("is used by keyboard alone", async () => {
    await using opened = await openPage(browser, `${site.url}/subscription`);
    const { page } = opened;
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    const yearly = page.getByRole("radio", { name: "Yearly" });
    expect(await yearly.isChecked()).toBe(true);
    expect(await page.getByRole("status").textContent()).toContain("Starter 90 € per year");
    await page.keyboard.press("Tab");
    const action = page.getByRole("link", { name: "Choose Starter, 90 €, per year" });
    expect(await action.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await action.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe("solid");
  });

  it.for(["ltr", "rtl"])("fits a phone, %s", async (direction) => {
    for (const name of ["single", "subscription"]) {
      const url = `${site.url}/${name}?direction=${direction}`;
      await using opened = await openPage(browser, url, { viewport: { width: 375, height: 800 } });
      expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    }
  });

  it("runs from right to left", async () => {
    await using opened = await openPage(browser, `${site.url}/subscription?direction=rtl`);
    const { page } = opened;
    const left = async (name: string) => (await page.getByRole("heading", { name }).boundingBox())?.x ?? 0;
    expect(await left("Starter")).toBeGreaterThan(await left("Team"));
    const monthly = await page.getByRole("radio", { name: "Monthly" }).boundingBox();
    const yearly = await page.getByRole("radio", { name: "Yearly" }).boundingBox();
    expect(monthly?.x).toBeGreaterThan(yearly?.x ?? 0);
  });

  it("follows data-theme over the system", async () => {
    await using opened = await openPage(browser, `${site.url}/single`, { colorScheme: "light" });
    const { page } = opened;
    const background = () =>
      page.locator(".pricewright-plan").evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(await background()).toBe("rgb(255, 255, 255)");
    await page.evaluate(() => {
      document.documentElement.dataset.theme = "dark";
    });
    expect(await background()).toBe("rgb(23, 25, 28)");
  });
});
