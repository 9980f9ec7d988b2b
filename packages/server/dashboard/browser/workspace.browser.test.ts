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
  const { catalog } = (await server.call("GET", "/v1/catalog", { key })).body;
  const plans = [
    ...catalog.plans,
    { id: "team", name: "Team", prices: [{ id: "team-99", amount: "99", interval: "month" }] },
  ];
  await server.call("POST", "/v1/catalog", { key, body: { ...catalog, plans } });
  context = await openContext(1440, "light");
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe("the dashboard of a workspace", () => {
  it.for([
    ["light", 1440],
    ["dark", 375],
  ] as const)("is accessible and fits on every page, in %s at %i pixels", async ([colorScheme, width]) => {
    const opened = await openContext(width, colorScheme);
    const looked = await opened.newPage();
    const complaints = complaintsOf(looked);
    for (const path of PAGES) {
      await looked.goto(server.url + path);
      await settled(looked);
      expect([path, await findViolations(looked)]).toEqual([path, []]);
      expect([path, await looked.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, width]);
    }
    expect(complaints).toEqual([]);
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
    await dialog.waitFor({ state: "detached" });
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

  it("turns to the live environment, where nothing is yet", async () => {
    await go("/experiments");
    await page.getByLabel("Environment").selectOption("live");
    await page.getByText("No experiment yet").waitFor();
    await page.reload();
    await page.getByText("No experiment yet").waitFor();
    await page.getByLabel("Environment").selectOption("test");
    await page.getByRole("link", { name: "Price of Pro" }).waitFor();
  });
});
