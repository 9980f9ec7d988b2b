import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { complaintsOf, findViolations, launchBrowser, settled, signIn } from "./opened-page.ts";
import { sellLicences } from "./sell-licences.ts";
import { serveWhole, type WholeServer } from "./serve-whole.ts";

const PAGES = [
  "/",
  "/experiments",
  "/experiments/new",
  "/experiments/pro-price",
  "/experiments/pro-price/set-up",
  "/events",
  "/catalog?from=1&to=2",
  "/margin",
  "/accounts",
  "/accounts/acme",
  "/units",
  "/units/visitor/visitor-1",
  "/keys",
  "/providers",
  "/webhooks",
  "/team",
  "/billing",
  "/audit",
  "/export",
  "/workspace",
  "/start",
];
const owner = { email: "ada@shop.example", password: "correct horse battery" };

let browser: Browser;
let server: WholeServer;
let context: BrowserContext;
let page: Page;
let key: string;

async function openContext(width: number, colorScheme: "light" | "dark"): Promise<BrowserContext> {
  const opened = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, acceptDownloads: true });
  await signIn(opened, server.url, owner);
  return opened;
}

async function go(path: string): Promise<void> {
  await page.goto(server.url + path);
  await settled(page);
}

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), serveWhole()]);
  const { body } = await server.call("POST", `${server.url}/v1/tenants`, {
    body: { name: "Shop", owner: { name: "Ada", ...owner } },
    headers: { origin: server.url },
  });
  key = body.keys.secretKey;
  await sellLicences(server, { tenantId: body.id, secretKey: key }, { days: 3, visitorsPerDay: 60 });
  const { catalog, version } = (await server.call("GET", "/v1/catalog", { key })).body;
  const plans = [
    ...catalog.plans,
    { id: "team", name: "Team", prices: [{ id: "team-99", amount: "99", interval: "month" }] },
  ];
  await server.call("POST", "/v1/catalog", {
    key,
    headers: { "if-match": `"v${version}"` },
    body: { ...catalog, plans },
  });
  context = await openContext(1440, "light");
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** How far what is on a page may move while it comes, as browsers count it. */
const MOST_SHIFT = 0.1;

/** Runs in a page, and adds up what moves without a hand in it. */
function countShifts(): void {
  const page = globalThis as { shifted?: number };
  page.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[])
      if (!entry.hadRecentInput) page.shifted = (page.shifted ?? 0) + entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}

describe("the dashboard of a workspace", () => {
  it.for([
    ["light", 1440],
    ["dark", 375],
  ] as const)("is accessible and fits on every page, in %s at %i pixels", async ([colorScheme, width]) => {
    const opened = await openContext(width, colorScheme);
    const looked = await opened.newPage();
    const complaints = complaintsOf(looked);
    await looked.addInitScript(countShifts);
    for (const path of PAGES) {
      await looked.goto(server.url + path);
      await settled(looked);
      expect([path, await findViolations(looked)]).toEqual([path, []]);
      const shifted = await looked.evaluate(() => (globalThis as { shifted?: number }).shifted ?? Number.NaN);
      expect(shifted, path).toBeLessThan(MOST_SHIFT);
      expect([path, await looked.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, width]);
    }
    expect(complaints).toEqual([]);
    await opened.close();
  });

  it("says what to do first, then the money, what is known, how it came, the demand, the checks and the segments", async () => {
    await go("/experiments/pro-price");
    const headings = await page.locator("main h2, main .pricewright-chart-title").allTextContents();
    const { sentences } = (await server.call("GET", "/v1/experiments/pro-price/results", { key })).body;
    expect(sentences.join(" ")).toContain(headings[0]);
    const places = [
      "Arms",
      "Revenue per visitor",
      "Conversion",
      "Difference to price-39",
      "Demand curve",
      "Checks of the data",
      "Segments",
    ].map((name) => headings.findIndex((heading) => heading.startsWith(name)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(await page.getByRole("table", { name: "Arms by segment" }).getByRole("row").count()).toBeGreaterThan(6);
    for (const chart of ["revenue", "conversion", "timeline", "demand"])
      for (const kind of ["CSV", "PNG"]) {
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("button", { name: `pro-price ${chart} as ${kind}`, exact: true }).click(),
        ]);
        expect(download.suggestedFilename()).toBe(`pro-price ${chart}.${kind.toLowerCase()}`);
        expect((await readFile(await download.path())).length).toBeGreaterThan(kind === "PNG" ? 8000 : 40);
      }
  });

  it("tells the margin, what to do about it, and keeps the period in the address", async () => {
    await go("/margin");
    const { body } = await server.call("GET", "/v1/margin?from=2026-01-01T00:00:00Z", { key });
    expect(body.advice.length).toBeGreaterThan(0);
    for (const { message } of body.advice) await page.getByText(message).waitFor();
    await page.getByRole("table", { name: "By customer" }).getByRole("row", { name: /acme/ }).waitFor();
    await page
      .getByRole("table", { name: "By model" })
      .getByRole("row", { name: /claude/ })
      .waitFor();
    await page.getByLabel("Period").selectOption("7");
    expect(new URL(page.url()).search).toBe("?days=7");
    await page.reload();
    await settled(page);
    expect(await page.getByLabel("Period").inputValue()).toBe("7");
  });

  it("tells one unit's whole story, and leaves a day of traffic out of the results of all arms", async () => {
    await go("/units/visitor/visitor-1");
    await page
      .getByRole("table", { name: "Experiments of the unit" })
      .getByRole("row", { name: /counts/ })
      .waitFor();
    const arrived = async () => {
      const { report } = (await server.call("GET", "/v1/experiments/pro-price/results", { key })).body;
      return report.variants.map(({ visitors }: { visitors: number }) => visitors);
    };
    const before = await arrived();
    const { experiment } = (await server.call("GET", "/v1/experiments/pro-price/results", { key })).body;
    const start = new Date(experiment.startedAt);
    const local = (time: Date) =>
      new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    await go("/experiments/pro-price");
    await page.getByRole("button", { name: "Leave traffic out" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/^From/).fill(local(start));
    await dialog.getByLabel(/^Until/).fill(local(new Date(start.getTime() + 86_400_000)));
    await dialog.getByLabel("Reason").fill("a crawler came that day");
    await dialog.getByRole("button", { name: "Leave traffic out" }).click();
    await page.getByText("60 units are left out.").waitFor();
    const after = await arrived();
    expect(before.reduce((sum: number, count: number, arm: number) => sum + count - after[arm], 0)).toBe(60);
    for (const [arm, count] of after.entries()) expect(count).toBeLessThan(before[arm]);
  });

  it("tells times in the reader's zone, and universal time beside them; copies what is pressed", async () => {
    const opened = await browser.newContext({ timezoneId: "Asia/Tokyo", locale: "en-GB" });
    await opened.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
    await signIn(opened, server.url, owner);
    const far = await opened.newPage();
    await far.goto(`${server.url}/accounts/acme`);
    const time = far
      .getByRole("row", { name: /charge/ })
      .first()
      .locator("time");
    const at = new Date((await time.getAttribute("datetime")) ?? "");
    expect(await time.getAttribute("title")).toBe(`${at.toISOString().slice(0, 19).replace("T", " ")} UTC`);
    const there = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Tokyo" });
    expect(await time.textContent()).toBe(there.format(at));
    await far.goto(`${server.url}/workspace`);
    await far.getByRole("button", { name: "Copy the workspace’s id" }).click();
    await far.getByText("Copied").waitFor();
    const { tenant } = (await (await opened.request.get(`${server.url}/v1/session`)).json()) as { tenant: string };
    expect(await far.evaluate(() => navigator.clipboard.readText())).toBe(tenant);
    await opened.close();
  });

  it("shows a new key once, and revokes it", async () => {
    await go("/keys");
    await page.getByRole("button", { name: "New key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Worker");
    await dialog.getByRole("button", { name: "Make the key" }).click();
    await dialog.getByText("It is shown only once.").waitFor();
    const made = (await dialog.locator("code").textContent()) ?? "";
    expect((await server.call("GET", "/v1/usage", { key: made })).status).toBe(200);
    await page.keyboard.press("Escape");
    // The element, not the role: a dialog has none from the moment in which it closes, and goes just after.
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(await page.content()).not.toContain(made);
    await page.getByText(`…${made.slice(-4)}`).waitFor();
    const row = page.getByRole("row", { name: /Worker/ });
    await row.getByRole("button", { name: "Revoke" }).click();
    await dialog.getByRole("button", { name: "Revoke" }).click();
    await row.getByText("revoked").waitFor();
    expect((await server.call("GET", "/v1/usage", { key: made })).status).toBe(401);
  });

  it("invites somebody, who joins by the link, and looks without changing", async () => {
    await go("/team");
    await page.getByLabel("Email address").fill("grace@shop.example");
    await page.getByRole("button", { name: "Invite", exact: true }).click();
    const link = (await page.locator(".secret code").textContent()) ?? "";
    const guest = await browser.newContext();
    const joining = await guest.newPage();
    await joining.goto(link);
    await joining.getByLabel("Name").fill("Grace");
    await joining.getByLabel("Password").fill("correct horse battery");
    await joining.getByRole("button", { name: "Join" }).click();
    await joining.getByRole("heading", { name: "Overview" }).waitFor();
    await joining.goto(`${server.url}/keys`);
    await joining.getByText('This needs the role "admin", and yours is "viewer".').waitFor();
    await joining.getByRole("button", { name: "New key" }).click({ force: true });
    expect(await joining.getByRole("dialog").count()).toBe(0);
    await guest.close();
    await page.getByRole("row", { name: /Grace/ }).getByRole("button", { name: "Role" }).click();
    await page.getByRole("dialog").getByLabel("Role").selectOption("analyst");
    await page.getByRole("button", { name: "Give the role" }).click();
    await page.getByRole("row", { name: /Grace/ }).getByText("analyst").waitFor();
  });

  it("withdraws a price, and says what a version changed", async () => {
    await go("/catalog?from=1&to=2");
    await page.getByRole("heading", { name: "For new customers" }).waitFor();
    const row = page.getByRole("table", { name: "Prices of version 2" }).getByRole("row", { name: /team-99/ });
    await row.getByRole("button", { name: "Withdraw" }).click();
    await page.getByRole("dialog").getByLabel("Reason").fill("too dear");
    await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
    await row.getByText("nobody: withdrawn").waitFor();
  });

  it("moves an account, and shows its ledger", async () => {
    await go("/accounts");
    await page.getByRole("link", { name: "acme" }).click();
    await page
      .getByRole("row", { name: /charge/ })
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Move" }).click();
    await page.getByLabel("Version of the price list").fill("2");
    await page.getByLabel("Reason").fill("they asked");
    await page.getByRole("dialog").getByRole("button", { name: "Move" }).click();
    await page.getByText("version 2").waitFor();
  });

  it("adds an endpoint, whose secret is shown once", async () => {
    await go("/webhooks");
    await page.getByRole("button", { name: "New endpoint" }).click();
    await page.getByLabel("Address").fill("https://93.184.215.14/pricewright");
    await page.getByRole("dialog").getByRole("button", { name: "Add" }).click();
    await page.getByText("It is shown only once.").waitFor();
    const secret = (await page.locator(".secret code").textContent()) ?? "";
    expect(secret).toMatch(/^whsec_/);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("link", { name: "https://93.184.215.14/pricewright" }).click();
    await page.getByText("Nothing was sent yet.").waitFor();
    expect(await page.content()).not.toContain(secret);
  });

  it("exports everything to a file, without secrets", async () => {
    await go("/export");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export to a file" }).click(),
    ]);
    const lines = (await readFile(await download.path(), "utf8")).trim().split("\n");
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.join("\n")).not.toContain(key);
    await page.getByText(/Done: .* lines are in your downloads/).waitFor();
  });

  it("drafts a test with all that is declared before the start, mends what is wrong, and edits it", async () => {
    await go("/experiments/new");
    await page.getByLabel("Name").fill("Price of Pro, later");
    await page.getByLabel("Prices to try").fill("49, none");
    await page.getByRole("button", { name: "Make the draft" }).click();
    await page.getByText("Write prices as numbers, such as 39 or 39.50.").waitFor();
    await page.getByLabel("Prices to try").fill("44.5");
    await page.getByText("For whom, how long, segments, guardrails and start").click();
    await page.getByLabel(/^Days for money back/).fill("14");
    await page.getByLabel(/^Segments/).fill("country");
    await page.getByLabel(/^Who takes part/).fill("device");
    await page.getByLabel(/^Outcomes that must not grow/).fill("churn");
    await page.getByLabel(/^Starts by itself/).fill("2020-01-01T09:00");
    await page.getByRole("button", { name: "Make the draft" }).click();
    const alert = page.getByRole("alert");
    for (const field of [
      "Segments",
      "Who takes part",
      "Outcomes that must not grow",
      "Days for money back",
      "Starts by itself",
    ])
      await alert.getByText(field, { exact: true }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByLabel(/^Days that count/).fill("30");
    await page.getByLabel(/^Segments/).fill("country: DE, US");
    await page.getByLabel(/^Starts by itself/).fill("2199-01-01T09:00");
    await page.getByLabel(/^Refunds may grow by/).fill("2");
    await page.getByLabel(/^Outcomes that must not grow/).fill("churn: 1.5\ncalls: 2 of buyers");
    await page.getByLabel(/^Who takes part/).fill("device: desktop");
    await page.getByLabel("Those who pay already").selectOption("new-customers");
    await page.getByLabel("Revenue counts").selectOption("monthly-equivalent");
    await page.getByRole("button", { name: "Make the draft" }).click();
    await page.getByRole("heading", { name: "Price of Pro, later" }).waitFor();
    const { body } = await server.call("GET", "/v1/experiments/price-of-pro-later", { key });
    expect(body).toMatchObject({
      status: "draft",
      startAt: new Date("2199-01-01T09:00").toISOString(),
      horizonDays: 30,
      refundDays: 14,
      revenue: "monthly-equivalent",
      segments: [{ attribute: "country", values: ["DE", "US"] }],
      guardrails: [
        { kind: "refund-rate", tolerance: 0.02 },
        { kind: "outcome", outcome: "churn", tolerance: 0.015, of: "visitors" },
        { kind: "outcome", outcome: "calls", tolerance: 0.02, of: "buyers" },
      ],
      audience: { device: { $in: ["desktop"] } },
      eligibility: "new-customers",
    });
    await page.getByText("country (DE, US)").waitFor();
    await page.getByText("device: desktop").waitFor();
    await page.getByText("churn, by more than 1.5% of visitors").first().waitFor();

    await page.getByRole("button", { name: "Edit" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Share of visitors, %").fill("7");
    await dialog.getByText("For whom, how long, segments, guardrails and start").click();
    await dialog.getByLabel(/^Segments/).fill("");
    await dialog.getByLabel(/^Who takes part/).fill("");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("93% take no part").waitFor();
    const changed = (await server.call("GET", "/v1/experiments/price-of-pro-later", { key })).body;
    expect(changed).toMatchObject({ coverage: 0.07, segments: [], horizonDays: 30, startAt: body.startAt });
    expect(changed).toMatchObject({ audience: {}, guardrails: body.guardrails, eligibility: "new-customers" });
  });

  it("has no plan to buy and no trial where the server bills nobody", async () => {
    for (const path of ["/", "/billing"]) {
      await go(path);
      await page.getByRole("heading", { name: "Uses this month" }).waitFor();
      expect(await page.locator("main").textContent()).not.toMatch(/trial|Your plan|Take |Invoices/i);
    }
  });

  it("turns to the live environment, where nothing is yet", async () => {
    await go("/experiments");
    await page.getByLabel("Environment").selectOption("live");
    await page.getByText("No experiment yet").waitFor();
    await page.reload();
    await page.getByText("No experiment yet").waitFor();
    await page.getByLabel("Environment").selectOption("test");
    await page.getByRole("link", { name: "Price of Pro", exact: true }).waitFor();
  });

  it("takes in what was exported, into an environment that is empty, and says why not where it is not", async () => {
    await go("/export");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export to a file" }).click(),
    ]);
    const exported = await readFile(await download.path());
    const file = { name: "pricewright-test.jsonl", mimeType: "application/x-ndjson", buffer: exported };
    const card = page.getByRole("region", { name: "Import" });
    await card.getByLabel("Exported file").setInputFiles(file);
    await card.getByRole("button", { name: "Import the file" }).click();
    await card.getByRole("alert").getByText(/empty/).waitFor();

    const { body: other } = await server.call("POST", `${server.url}/v1/tenants`, {
      body: { name: "Branch", owner: { name: "Bob", email: "bob@shop.example", password: owner.password } },
      headers: { origin: server.url },
    });
    const guest = await browser.newContext();
    await signIn(guest, server.url, { email: "bob@shop.example", password: owner.password });
    const branch = await guest.newPage();
    await branch.goto(`${server.url}/export`);
    await branch.getByLabel("Exported file").setInputFiles(file);
    await branch.getByRole("button", { name: "Import the file" }).click();
    await branch.getByText(/Done: [\d,]+ rows were taken in/).waitFor();
    await branch.getByRole("link", { name: "See the experiments" }).click();
    await branch.getByRole("link", { name: "Price of Pro", exact: true }).waitFor();
    const { body } = await server.call("GET", "/v1/experiments/pro-price", { key: other.keys.secretKey });
    expect(body.status).toBe("running");

    // It can be emptied, and filled again.
    await branch.goto(`${server.url}/export`);
    await branch.getByRole("button", { name: "Empty the test environment" }).click();
    const dialog = branch.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("to begin again");
    await dialog.getByLabel("Type test to confirm").fill("test");
    expect(await findViolations(branch)).toEqual([]);
    await dialog.getByRole("button", { name: "Empty the test environment" }).click();
    await branch.getByText(/Done: [\d,]+ rows were deleted/).waitFor();
    await branch.getByLabel("Exported file").setInputFiles(file);
    await branch.getByRole("button", { name: "Import the file" }).click();
    await branch.getByText(/Done: [\d,]+ rows were taken in/).waitFor();
    await guest.close();
  });

  it("leaves somebody out of experiments, says so, and takes them in again", async () => {
    const visitors = async () => {
      const { report } = (await server.call("GET", "/v1/experiments/pro-price/results", { key })).body;
      return report.variants.reduce((sum: number, { arrivals }: { arrivals: number }) => sum + arrivals, 0);
    };
    const before = await visitors();
    await go("/units/visitor/visitor-179");
    await page.getByRole("button", { name: "Leave out of experiments" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("one of us");
    await dialog.getByRole("button", { name: "Leave out of experiments" }).click();
    await page.getByText(/Left out of experiments, as one of your own people/).waitFor();
    expect(await visitors()).toBe(before - 1);
    expect(await findViolations(page)).toEqual([]);
    await go("/units");
    await page.getByRole("link", { name: "visitor-179", exact: true }).click();
    await page.getByRole("button", { name: "Take into experiments" }).click();
    await dialog.getByRole("button", { name: "Take into experiments" }).click();
    await page.getByRole("button", { name: "Leave out of experiments" }).waitFor();
    expect(await visitors()).toBe(before);
  });

  it("is deleted after its name was typed, says so everywhere, and can be kept", async () => {
    await go("/workspace");
    await page.getByRole("button", { name: "Delete the workspace" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Type “Shop” to go on").fill("shop");
    await dialog.getByRole("button", { name: "Delete the workspace" }).click();
    await dialog.getByText(/type the tenant's name, letter by letter/).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await dialog.getByLabel("Type “Shop” to go on").fill("Shop");
    await dialog.getByRole("button", { name: "Delete the workspace" }).click();
    await page.getByText("The workspace is deleted in 7 days.").waitFor();
    await go("/experiments");
    await page.getByText("This workspace is deleted in 7 days.").waitFor();
    await page.getByRole("link", { name: "Keep it" }).click();
    await page.getByRole("button", { name: "Keep the workspace" }).click();
    await page.getByRole("button", { name: "Delete the workspace" }).waitFor();
    await go("/experiments");
    expect(await page.getByText("This workspace is deleted").count()).toBe(0);
  });
});
