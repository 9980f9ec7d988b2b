import type { Browser, Page } from "playwright-core";
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

/** What has the focus, as it is announced. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement;
    const label = element.labels?.[0]?.textContent ?? element.textContent;
    return `${element.tagName.toLowerCase()} ${element.getAttribute("aria-label") ?? label}`;
  });
}

describe("accessibility", () => {
  it.for([
    ["studio", "light"],
    ["studio", "dark"],
    ["account", "light"],
    ["account", "dark"],
    ["brands", "light"],
    ["studio?language=ar&direction=rtl", "dark"],
  ] as const)("has no violation on %s in %s", async ([name, colorScheme]) => {
    await using opened = await openPage(browser, `${site.url}/${name}`, { colorScheme });
    expect(await findViolations(opened.page)).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });

  it("lets the keyboard reach everything, in the order of the plans", async () => {
    await using opened = await openPage(browser, `${site.url}/studio`);
    const { page } = opened;
    const order: string[] = [];
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press("Tab");
      order.push(await focused(page));
    }
    expect(order).toEqual([
      "select Currency",
      "input Monthly",
      "button Choose Starter, $12, per month",
      "button Choose Team, $49, per month",
      "a Ask about Enterprise",
      "input Small1,000 credits$10 one-time payment",
      "button Buy credits",
      expect.stringMatching(/^section Compare plans/),
    ]);
  });

  it("buys a yearly plan and a larger pack by keyboard alone", async () => {
    site.answers.set("/pw/checkout", () => ({ status: 503 }));
    await using opened = await openPage(browser, `${site.url}/studio`);
    const { page } = opened;
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await press("Tab", "Tab", "ArrowRight", "Tab", "Tab", "Enter", "Tab", "Tab", "ArrowDown", "Tab", "Space");
    const bodies = () =>
      site.received.filter(({ path }) => path === "/pw/checkout").map(({ body }) => JSON.parse(body) as object);
    await expect
      .poll(bodies, { timeout: 10_000 })
      .toMatchObject([{ plan: "team", interval: "year" }, { plan: "medium" }]);
  });

  it("names the toggle's state, every price with its period, and former prices", async () => {
    await using opened = await openPage(browser, `${site.url}/studio`);
    const { page } = opened;
    const table = page.getByRole("region", { name: "Plans and prices" });
    const monthly = await table.ariaSnapshot();
    expect(monthly).toContain('radiogroup "Billing period"');
    expect(monthly).toContain('radio "Monthly" [checked]');
    expect(monthly).toContain('button "Choose Team, $49, per month"');
    await page.getByRole("radio", { name: "Yearly" }).check();
    const yearly = await table.ariaSnapshot();
    expect(yearly).toContain('radio "Yearly" [checked]');
    expect(yearly).toContain('button "Choose Team, $490, per year"');
    expect(yearly).toContain("was $588 $490 per year");
    expect(await table.getByRole("status").textContent()).toBe(
      "Yearly prices are shown: Starter $120 per year, Team $490 per year",
    );
  });

  it("compares plans in a table with headers", async () => {
    await using opened = await openPage(browser, `${site.url}/studio`);
    const table = opened.page.getByRole("table", { name: "Compare plans" });
    expect(await table.getByRole("columnheader").allTextContents()).toEqual([
      "Feature",
      "Starter $12 per month",
      "Team $49 per month",
      "Enterprise Price on request",
    ]);
    const row = table.getByRole("row", { name: "Single sign-on" });
    expect(await row.getByRole("rowheader").textContent()).toBe("Single sign-on");
    expect(await row.getByRole("cell").allTextContents()).toEqual(["Not included", "Included", "Included"]);
  });

  it("announces another currency, and says when it did not come", async () => {
    const { studioDocument } = await import("../src/fixtures/studio-document.ts");
    site.answers.set("/pw/evaluate", () => ({
      body: { pricing: studioDocument({ currency: "JPY" }), quote: null },
    }));
    await using opened = await openPage(browser, `${site.url}/studio`);
    const { page } = opened;
    const table = page.getByRole("region", { name: "Plans and prices" });
    await page.getByLabel("Currency").selectOption("JPY");
    await expect
      .poll(() => table.getByRole("status").textContent())
      .toBe("Prices are shown in JPY: Starter ¥1,800 per month, Team ¥5,900 per month");
    site.answers.set("/pw/evaluate", () => ({ status: 503 }));
    await page.getByLabel("Currency").selectOption("USD");
    await expect.poll(() => page.getByRole("alert").first().textContent()).toContain("did not load");
    expect(await page.getByLabel("Currency").inputValue()).toBe("JPY");
  });

  it("tells meters by name and value", async () => {
    await using opened = await openPage(browser, `${site.url}/account`);
    const meter = opened.page.getByRole("meter", { name: "Render minutes" });
    expect(await meter.getAttribute("aria-valuetext")).toBe("4,300 of 5,000");
    expect(await meter.getAttribute("aria-valuenow")).toBe("0.86");
  });
});
