import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServedDashboard, serveDashboard } from "./serve-dashboard.ts";

let browser: Browser;
let dashboard: ServedDashboard;
let checker: string;

async function open(path: string, width: number, colorScheme: "light" | "dark" = "light") {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(dashboard.url + path);
  await page.locator("h2").first().waitFor();
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(checker);
  const results = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

beforeAll(async () => {
  const launching = chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  checker = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  [browser, dashboard] = await Promise.all([launching, serveDashboard()]);
});

afterAll(async () => {
  await browser?.close();
  await dashboard?.close();
});

describe("the dashboard in a browser", () => {
  it.for([
    ["light", 1440],
    ["dark", 1440],
    ["light", 375],
    ["dark", 375],
  ] as const)("is accessible, fits and keeps to its policy in %s at %i pixels", async ([colorScheme, width]) => {
    for (const path of ["/", "/experiments/license-price"]) {
      await using opened = await open(path, width, colorScheme);
      const { page, complaints } = opened;
      expect(await findViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(complaints).toEqual([]);
    }
  });

  it("is walked by keyboard, with the focus and the title of each page", async () => {
    await using opened = await open("/", 1440);
    const { page } = opened;
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Fix the data first" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/experiments/license-price");
    expect(await page.title()).toBe("License at $39 or $59 · Pricewright");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    await page.goBack();
    await page.getByRole("heading", { name: "Experiments" }).waitFor();
    expect(await page.title()).toBe("Experiments · Pricewright");
  });
});
