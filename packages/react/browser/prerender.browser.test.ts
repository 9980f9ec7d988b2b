import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventsOf } from "./events-of.ts";
import { type Site, serveSite } from "./serve-site.ts";

const SOON = { timeout: 20_000 };
let site: Site;
let folder: string;
let chromium: ChildProcess | undefined;

beforeAll(async () => {
  [site, folder] = await Promise.all([serveSite(), mkdtemp(join(tmpdir(), "pricewright-prerender-"))]);
});

afterAll(async () => {
  if (chromium?.exitCode === null) {
    const ended = new Promise((resolve) => chromium?.once("exit", resolve));
    chromium.kill();
    await ended;
  }
  await site?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

/** Chromium alone: one that a driver looks into renders nothing ahead. */
function openAlone(url: string): void {
  chromium = spawn(
    process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    [
      "--headless=new",
      "--no-sandbox",
      "--no-first-run",
      "--disable-background-networking",
      "--remote-debugging-port=0",
      `--user-data-dir=${folder}`,
      url,
    ],
    { stdio: "ignore" },
  );
}

describe("a page that the browser renders before it is asked for", () => {
  it("is an exposure only once it was shown, for a second like any other", async () => {
    const goes = Promise.withResolvers<object>();
    site.answers.set("/pw/go", () => goes.promise);
    openAlone(`${site.url}/before`);
    await expect.poll(() => site.purposes, SOON).toEqual(["prefetch;prerender"]);
    // Far longer than an exposure takes, had the page been on the screen.
    await new Promise((resolve) => setTimeout(resolve, 4000));
    expect(eventsOf(site)).toEqual([]);
    const shownAt = Date.now();
    goes.resolve({});
    await expect.poll(() => eventsOf(site), SOON).toHaveLength(1);
    expect(Date.now() - shownAt).toBeGreaterThanOrEqual(1000);
    // What was shown is the page that was rendered ahead: it was not loaded again.
    expect(site.purposes).toEqual(["prefetch;prerender"]);
  });
});
