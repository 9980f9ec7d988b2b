import type { EvaluateRequest } from "@pricewright/core/api";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { studioDocument } from "../src/fixtures/studio-document.ts";
import { testQuote } from "../src/testing/test-quote.ts";
import { eventsOf } from "./events-of.ts";
import { launchBrowser } from "./launch-browser.ts";
import { openPage } from "./open-page.ts";
import { type Site, serveSite } from "./serve-site.ts";

const SOON = { timeout: 10_000 };
const RECORD = "what-was.shown";
const VISITOR = { kind: "visitor", id: "v_minted.here" } as const;
let browser: Browser;
let site: Site;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), serveSite()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

describe("consent", () => {
  it("shows the control, which stays when it is given, and stores nothing before and after it", async () => {
    // As the server answers: whoever brings the record of what they were shown keeps it.
    site.answers.set("/v1/evaluate", (body) => {
      const { hasIdentity, frozen, unit } = JSON.parse(String(body)) as EvaluateRequest;
      if (hasIdentity === false) {
        const pricing = studioDocument({ variant: "listed", reason: "no-identity" });
        return { body: { unit: VISITOR, pricing, quote: null, frozen: [RECORD] } };
      }
      const isKept = frozen?.includes(RECORD) && unit?.id === VISITOR.id;
      const pricing = isKept ? studioDocument({ variant: "listed", reason: "not-covered" }) : studioDocument();
      return { body: { unit: VISITOR, pricing, quote: testQuote({ experiments: ["team-price"], unit: VISITOR }) } };
    });
    // The pages of this client hold no quote, so they may be kept.
    await using opened = await openPage(browser, `${site.url}/consent`);
    const { page } = opened;
    const price = () =>
      page.locator("[data-highlighted], article:nth-of-type(2)").first().locator(".pricewright-amount").textContent();
    const kept = async () => [
      (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`),
      await page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage })),
    ];
    await expect.poll(price, SOON).toBe("$39");
    await page.waitForTimeout(1600);
    expect(await kept()).toEqual([[], []]);
    expect(eventsOf(site)).toEqual([]);

    await page.getByRole("button", { name: "Allow" }).click();
    await page.getByRole("button", { name: /^Choose Team/ }).waitFor();
    expect(await price()).toBe("$39");
    await page.waitForTimeout(1600);
    expect(eventsOf(site)).toEqual([]);
    expect(await kept()).toEqual([["pw_browser_visitor=v_minted.here"], []]);

    await page.getByRole("button", { name: "Take back" }).click();
    await expect.poll(price, SOON).toBe("$39");
    expect(await kept()).toEqual([[], []]);
  });
});
