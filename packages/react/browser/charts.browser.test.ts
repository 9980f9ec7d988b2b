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

describe("charts in a browser", () => {
  it.for([
    ["light", 1440],
    ["dark", 1440],
    ["light", 375],
    ["dark", 375],
  ] as const)("have no accessibility violation in %s at %i pixels", async ([colorScheme, width]) => {
    const viewport = { width, height: 900 };
    await using opened = await openPage(browser, `${site.url}/charts`, { colorScheme, viewport });
    expect(await findViolations(opened.page)).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });

  it.for(["ltr", "rtl"])("fit a phone, %s", async (direction) => {
    const viewport = { width: 375, height: 800 };
    await using opened = await openPage(browser, `${site.url}/charts?direction=${direction}`, { viewport });
    expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  });

  it("keep every label inside, at a readable size", async () => {
    const viewport = { width: 375, height: 800 };
    await using opened = await openPage(browser, `${site.url}/charts`, { viewport });
    const { page } = opened;
    await page.locator("svg[viewBox^='0 0 343 ']").first().waitFor();
    const chart = await page.getByRole("img", { name: "Revenue per visitor" }).boundingBox();
    const labels = page.locator("figure").first().locator("svg text");
    for (const label of await labels.all()) {
      const box = await label.boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(chart?.x ?? 0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((chart?.x ?? 0) + (chart?.width ?? 0));
      expect(box?.height).toBeGreaterThanOrEqual(12);
    }
  });

  it("give their numbers as a table", async () => {
    await using opened = await openPage(browser, `${site.url}/charts`);
    const { page } = opened;
    await page.getByText("Show as a table").first().click();
    const table = page.getByRole("table", { name: "Revenue per visitor" });
    expect(await table.getByRole("row", { name: "price-59" }).textContent()).toContain("$0.921");
  });
});
