import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../../packages/react/browser/launch-browser.ts";
import { buildNext, buildPackages, type RunningNext, runNext } from "./run-next.ts";

const CACHED = ["/force-static", "/use-cache"] as const;
const SOON = { timeout: 20_000 };
let browser: Browser;
let next: RunningNext;

beforeAll(async () => {
  buildPackages();
  [browser, next] = await Promise.all([launchBrowser(), runNext("dev", "browser/cached-pages")]);
  // Compiled when they are first asked for, which takes a while.
  for (const path of ["/", ...CACHED, "/kept-quote", "/revalidated"]) await fetch(next.url + path);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await next?.close();
});

/** A page in development, and what it says there. */
async function open(path: string) {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  const response = await page.goto(next.url + path);
  return { page, complaints, status: response?.status() };
}

describe("a page with a quote, in development", () => {
  it("comes alive without a word where it is dynamic", async () => {
    const { page, complaints, status } = await open("/");
    await page.getByRole("radio", { name: "Yearly" }).check();
    await page.getByText("per year").first().waitFor();
    expect([status, complaints]).toEqual([200, []]);
  });

  it.for([
    [CACHED[0], "static or cached"],
    [CACHED[1], 'can\'t be read inside `"use cache"`'],
  ] as const)("fails where everybody would get one visitor's prices: %s", async ([path, reason]) => {
    const { page, complaints, status } = await open(path);
    await expect.poll(() => complaints.join("\n"), SOON).toContain(reason);
    expect(next.output()).toContain(reason);
    expect([status, await page.locator(".pricewright-plan").count()]).toEqual([500, 0]);
  });

  it("fails where a quote was kept for everybody: /kept-quote", async () => {
    const { page, complaints } = await open("/kept-quote");
    await expect.poll(() => complaints.join("\n"), SOON).toContain("somebody else is given the same quote");
    expect(await page.locator(".pricewright-plan").count()).toBe(0);
  });

  it("is nobody else's although it asks to be kept for a minute", async () => {
    const { page } = await open("/revalidated");
    const other = await (await browser.newContext()).newPage();
    const response = await other.goto(`${next.url}/revalidated`);
    const quotes = await Promise.all([page, other].map((one) => one.locator("input[name=quote]").first().inputValue()));
    expect(new Set(quotes).size).toBe(2);
    expect(response?.headers()["cache-control"]).toContain("no-store");
  });
});

describe("a page with a quote that is made ahead", () => {
  it("fails the build", () => {
    expect(() => buildNext("browser/static-page")).toThrow("it is rendered ahead, for everybody who comes");
  }, 300_000);
});
