import type { Browser } from "playwright-core";
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

const PAGES = ["studio", "studio?language=ar&direction=rtl&currency=KWD", "account", "brands"];

describe("the layout", () => {
  it.for(PAGES)("never scrolls sideways, from a phone to a desk: %s", async (name) => {
    await using opened = await openPage(browser, `${site.url}/${name}`);
    const { page } = opened;
    for (const width of [320, 375, 768, 1024, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });

  it.for(PAGES)("holds text of twice the size: %s", async (name) => {
    await using opened = await openPage(browser, `${site.url}/${name}`);
    const { page } = opened;
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    for (const width of [375, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });

  it("begins names, prices, buttons and lists of cards side by side on one line each", async () => {
    await using opened = await openPage(browser, `${site.url}/studio`);
    for (const part of ["plan-name", "shown-price", "action", "features"]) {
      const tops = await opened.page
        .locator(`.pricewright-plan .pricewright-${part}`)
        .evaluateAll((elements) => elements.map((element) => Math.round(element.getBoundingClientRect().top)));
      const visible = tops.filter((top) => top > 0);
      expect([part, new Set(visible).size]).toEqual([part, 1]);
    }
  });

  it("moves nothing for people who want no motion", async () => {
    await using opened = await openPage(browser, `${site.url}/account`, { reducedMotion: "reduce" });
    const durations = await opened.page
      .locator(".pricewright, .pricewright *")
      .evaluateAll((elements) => elements.map((element) => getComputedStyle(element).transitionDuration));
    expect(new Set(durations.flatMap((text) => text.split(", ")))).toEqual(new Set(["0s"]));
  });

  it("gives each brand its own look by custom properties alone", async () => {
    await using opened = await openPage(browser, `${site.url}/brands`);
    const looks = await opened.page
      .locator(".pricewright-plan[data-highlighted] .pricewright-action")
      .evaluateAll((buttons) =>
        buttons
          .filter((button) => button.checkVisibility())
          .map((button) => {
            const { backgroundColor, borderRadius, fontFamily } = getComputedStyle(button);
            return [backgroundColor, borderRadius, fontFamily.includes("monospace")].join(" ");
          }),
      );
    expect(looks).toEqual([
      "rgb(155, 35, 18) 0px false",
      "rgb(74, 222, 128) 2.668px true",
      "rgb(109, 40, 217) 16.008px false",
    ]);
  });
});
