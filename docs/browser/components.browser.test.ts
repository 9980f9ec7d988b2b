import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findViolations } from "../../packages/react/browser/find-violations.ts";
import { launchBrowser } from "../../packages/react/browser/launch-browser.ts";
import { type ComponentPage, componentPages, sourceOf, writtenTree } from "./component-pages.ts";
import { openExample, treeOf } from "./open-example.ts";
import { type ServedDocs, serveDocs } from "./serve-docs.ts";

let browser: Browser;
let site: ServedDocs;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), serveDocs()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const open = (page: Pick<ComponentPage, "name">, options = {}) =>
  openExample(browser, `${site.url}/components/${page.name}`, options);

describe.each(componentPages())("the page of $name", (written) => {
  it.each([
    ["light", 1440],
    ["dark", 375],
  ] as const)(
    "runs its example, accessible and on this machine alone, in %s at %i pixels",
    async (colorScheme, width) => {
      await using opened = await open(written, { colorScheme, viewport: { width, height: 900 } });
      const { page, example, complaints, outside } = opened;
      for (const name of written.examples) {
        expect(await example(name).getAttribute("data-theme")).toBe(colorScheme);
        expect(await example(name).locator(".live-example-place > *").count()).toBeGreaterThan(0);
        expect(await findViolations(page, `[data-example="${name}"]`)).toEqual([]);
        // What does not fit a phone is left out of charts there; the page says what a wide one has.
        if (width === 1440)
          // It is compared until it has settled: an example may say what it has counted as seen.
          await expect
            .poll(() => treeOf(example(name)), { timeout: 15_000, message: "`pnpm docs:accessibility` writes it" })
            .toBe(writtenTree(written, name));
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect({ complaints, outside }).toEqual({ complaints: [], outside: [] });
    },
  );

  it("shows the code that runs, and the props, without scripts", async () => {
    await using opened = await open(written, { javaScriptEnabled: false });
    await opened.page.getByText("The example needs scripts.").first().waitFor();
    const shown = await opened.page.locator(".language-tsx pre code").allTextContents();
    for (const name of written.examples) expect(shown.map((code) => code.trim())).toContain(sourceOf(name).trim());
    const names = await opened.page.locator("tbody tr td:first-child code").allTextContents();
    const tables = [...written.text.matchAll(/^\| `(\w+)` /gm)].map(([, name]) => name);
    expect(names).toEqual(tables);
    expect(names.length).toBeGreaterThan(0);
  });
});

/** What a reader does with an example, and what they see then. */
const INTERACTIONS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "pricing-provider": (page) => page.getByText("Seen for a second: team-price: dearer").waitFor(),
  "pricing-table": async (page) => {
    await page.getByRole("radio", { name: "Yearly" }).check();
    await page.getByText("$490", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Choose Team, $490, per year" }).click();
    await paid(page, "team", "year");
  },
  "plan-card": async (page) => {
    await page.getByText("POST /pw/events").waitFor();
    await page.getByRole("radio", { name: "Yearly" }).check();
    await page.getByText("$490", { exact: true }).waitFor();
    expect(await page.getByText("or $49 per month").isVisible()).toBe(false);
  },
  "interval-toggle": async (page) => {
    await page.getByRole("radio", { name: "Yearly" }).check();
    await page.getByText("Team costs $490 per year.").waitFor();
  },
  "currency-select": async (page) => {
    await page.getByLabel("Currency", { exact: true }).selectOption({ label: "Euro" });
    await page.getByText("Starter costs €11 per month.").waitFor();
    await page.getByText("POST /pw/evaluate").waitFor();
  },
  "checkout-button": async (page) => {
    await page.getByRole("button", { name: "Choose Team" }).click();
    await paid(page, "team", "month");
  },
  "upgrade-prompt": async (page) => {
    await page.getByRole("button", { name: "Choose Team" }).click();
    await paid(page, "team", "month");
  },
  "credit-pack-picker": async (page) => {
    await page.getByRole("radio", { name: /^Medium/ }).check();
    await page.getByRole("button", { name: "Buy credits" }).click();
    await paid(page, "medium", "once");
  },
  "credit-balance": async (page) => {
    await page.getByRole("button", { name: "Buy 1,000 credits" }).click();
    await paid(page, "small", "once");
  },
  "trial-countdown": async (page) => {
    await page.getByRole("button", { name: "Keep Team" }).click();
    await paid(page, "team", "month");
  },
  hooks: async (page) => {
    await page.getByRole("button", { name: "Ask again" }).click();
    await page.getByText("1,175.5").waitFor();
    await page.getByLabel("Billed by the").selectOption("year");
    await page.getByText("$490").waitFor();
    await page.getByRole("button", { name: "Buy Team" }).click();
    await paid(page, "team", "year");
  },
  "posterior-chart": (page) => tableOpens(page, "Revenue per visitor", "price-59"),
  "lift-timeline": (page) => tableOpens(page, "Revenue per visitor, difference to $39", "Mar 20, 2026"),
  "demand-curve": (page) => tableOpens(page, "Revenue by price", "$39"),
  "margin-breakdown": (page) => tableOpens(page, "Cost and margin by month", "Mar"),
};

/** The pretended server took the quote, and led to where one would pay. */
async function paid(page: Page, plan: string, interval: string): Promise<void> {
  await page.waitForURL(`${site.url}/payment?plan=${plan}&interval=${interval}`);
  await page.getByRole("heading", { level: 1, name: "Where one would pay" }).waitFor();
}

async function tableOpens(page: Page, name: string, row: string): Promise<void> {
  await page.locator("[data-example] summary").click();
  await page.getByRole("table", { name }).getByRole("rowheader", { name: row }).waitFor();
}

describe("what a reader does with the example", () => {
  it.each(Object.entries(INTERACTIONS))("of %s works", async (name, interact) => {
    await using opened = await open({ name });
    await interact(opened.page);
    expect({ complaints: opened.complaints, outside: opened.outside }).toEqual({ complaints: [], outside: [] });
  });

  it("goes on when they read on without loading the page anew", async () => {
    await using opened = await open({ name: "checkout-button" });
    await opened.page.getByRole("link", { name: "UpgradePrompt" }).first().click();
    await opened.page.getByRole("button", { name: "Choose Team" }).click();
    await paid(opened.page, "team", "month");
    expect(opened.complaints).toEqual([]);
  });
});
