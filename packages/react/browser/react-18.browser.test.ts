import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventsOf } from "./events-of.ts";
import { launchBrowser } from "./launch-browser.ts";
import { openPage } from "./open-page.ts";
import { type Site, serveSite } from "./serve-site.ts";

let browser: Browser;
let site: Site;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), serveSite("18")]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

describe("React 18", () => {
  it.for(["studio", "account", "subscription"])(
    "renders %s on the server and takes it over without a warning",
    async (name) => {
      await using opened = await openPage(browser, `${site.url}/${name}`);
      expect(opened.complaints).toEqual([]);
      expect(await opened.page.locator(".pricewright").count()).toBeGreaterThan(0);
    },
  );

  it("switches prices and reports what was seen", async () => {
    await using opened = await openPage(browser, `${site.url}/studio`);
    await opened.page.getByRole("radio", { name: "Yearly" }).check();
    expect(await opened.page.locator("[data-highlighted] .pricewright-amount").textContent()).toBe("$490");
    await expect.poll(() => eventsOf(site), { timeout: 10_000 }).toHaveLength(1);
    expect(eventsOf(site)[0]?.shown).toContainEqual({ price: "team-490", amount: "490", currency: "USD" });
  });
});
