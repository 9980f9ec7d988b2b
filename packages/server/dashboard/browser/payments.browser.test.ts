import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runDueWebhooks } from "../../src/jobs/run-due-webhooks.ts";
import { type FakeProvider, startFakeProvider } from "../../src/testing/fake-provider.ts";
import { complaintsOf, findViolations, launchBrowser, settled } from "./opened-page.ts";
import { type SandboxStripe, startSandboxStripe } from "./sandbox-stripe.ts";
import { serveWhole, type WholeServer } from "./serve-whole.ts";

let browser: Browser;
let stripe: SandboxStripe;
let receiver: FakeProvider;
let server: WholeServer;
let context: BrowserContext;
let page: Page;
let complaints: readonly string[];
/** What the shop's own server answers to webhooks. */
let receives = 500;

const owner = { email: "ada@shop.example", password: "correct horse battery" };

async function go(path: string): Promise<void> {
  await page.goto(server.url + path);
  await settled(page);
}
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const inDialog = () => page.getByRole("dialog");

beforeAll(async () => {
  [browser, stripe] = await Promise.all([launchBrowser(), startSandboxStripe()]);
  receiver = await startFakeProvider(() => ({ status: receives }));
  server = await serveWhole(stripe.settings);
  await server.call("POST", `${server.url}/v1/tenants`, {
    body: { name: "Shop", owner: { name: "Ada", ...owner } },
    headers: { origin: server.url },
  });
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await stripe.showPages(context, server);
  page = await context.newPage();
  complaints = complaintsOf(page);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await receiver?.close();
  await stripe?.close();
});

describe("a password that was forgotten", () => {
  it("is set anew by a link that came by mail, and the old one works no more", async () => {
    await page.goto(server.url);
    await page.getByRole("link", { name: "Get a new one" }).click();
    await page.getByLabel("Email address").fill(owner.email);
    await press("Send the link");
    await page.getByText("a link is on its way").waitFor();
    expect(await findViolations(page)).toEqual([]);
    const [link = ""] = /http\S+\/new-password\?token=\S+/.exec(server.mails.at(-1)?.text ?? "") ?? [];
    await page.goto(link);
    await page.getByLabel("New password").fill("another horse battery");
    await press("Set the password");
    await page.getByText("The new password is set").waitFor();
    await page.goto(link);
    await page.getByLabel("New password").fill("a third horse battery");
    await press("Set the password");
    await page.getByRole("alert").waitFor();
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByLabel("Email address").fill(owner.email);
    await page.getByLabel("Password").fill(owner.password);
    await press("Sign in");
    await page.getByText("Invalid email or password.").waitFor();
    await page.getByLabel("Password").fill("another horse battery");
    await press("Sign in");
    await page.getByRole("heading", { name: "Overview" }).waitFor();
  });
});

describe("a payment provider's key", () => {
  it("is refused when the provider does not know it, and said so at once", async () => {
    await go("/providers");
    const card = page.getByRole("region", { name: "Stripe" });
    await card.getByRole("button", { name: "Set the key" }).click();
    await inDialog().getByLabel("API key").fill("sk_test_wrong");
    await inDialog().getByRole("button", { name: "Save" }).click();
    await inDialog().getByText("Stripe does not take this key").waitFor();
    await inDialog().getByLabel("API key").fill("sk_live_other_mode");
    await inDialog().getByRole("button", { name: "Save" }).click();
    await inDialog().getByText("begins with sk_test_").waitFor();
    await page.keyboard.press("Escape");
    await card.getByText("No key is set.").waitFor();
  });

  it("is set, tested, rotated and deleted, and never shown again", async () => {
    const card = page.getByRole("region", { name: "Stripe" });
    await card.getByRole("button", { name: "Set the key" }).click();
    await inDialog().getByLabel("API key").fill(stripe.tenantKey);
    await inDialog().getByLabel("Webhook secret").fill("whsec_of_the_shop");
    await inDialog().getByRole("button", { name: "Save" }).click();
    await card.getByText("acct_shop").waitFor();
    await card.getByText(`…${stripe.tenantKey.slice(-4)}`).waitFor();
    await card.getByRole("button", { name: "Test" }).click();
    await card.getByText("The key lacks: Charges: read.").waitFor();
    stripe.allowAll();
    await card.getByRole("button", { name: "Test" }).click();
    await card.getByText("may do all that is needed").waitFor();

    await card.getByRole("button", { name: "Rotate" }).click();
    await inDialog().getByLabel("API key").fill("rk_test_tenant_5678");
    await inDialog().getByRole("button", { name: "Save" }).click();
    await card.getByText("…5678").waitFor();
    expect(await page.content()).not.toContain(stripe.tenantKey);
    expect(await findViolations(page)).toEqual([]);

    await card.getByRole("button", { name: "Delete" }).click();
    await inDialog().getByText("This cannot be undone.").waitFor();
    await inDialog().getByRole("button", { name: "Delete" }).click();
    await card.getByText("No key is set.").waitFor();
    await go("/audit");
    await page
      .getByRole("row", { name: /Stripe|stripe/ })
      .first()
      .waitFor();
  });
});

describe("an account that the platform acts for", () => {
  it("is connected at Stripe, and takes payments once Stripe knows enough", async () => {
    await go("/providers");
    const card = page.getByRole("region", { name: "Payments through this platform" });
    await card.getByRole("button", { name: "Connect Stripe" }).click();
    await page.getByRole("link", { name: "Say who you are" }).waitFor();
    await go("/providers");
    await card.getByText("not filled in yet").waitFor();
    await card.getByText("external account").waitFor();
    expect(await findViolations(page)).toEqual([]);
    await card.getByRole("button", { name: "Go on at Stripe" }).click();
    await page.getByRole("link", { name: "Say who you are" }).click();
    await page.waitForURL(`${server.url}/providers`);
    await card.getByText("takes payments", { exact: true }).waitFor();
    expect(await card.getByRole("button").count()).toBe(0);
  });
});

describe("the workspace's own plan", () => {
  it("begins as a trial, whose days are counted down", async () => {
    await go("/");
    await page.getByText(/trial/i).first().waitFor();
    await go("/billing");
    await page.getByText(/The trial ends in \d+ days/).waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it("is bought on the provider's page, and known as soon as the webhook came, twice", async () => {
    await press("Take Starter");
    await page.getByRole("link", { name: "Pay", exact: true }).click();
    await page.waitForURL(`${server.url}/billing`);
    await page.getByRole("heading", { name: "Your plan: starter" }).waitFor();
    await page.getByText(/Paid until/).waitFor();
    expect(stripe.answers).toEqual([200, 200]);
    await page.getByText("There is no limit here.").waitFor();
    await page.getByLabel("Environment").selectOption("live");
    await page.getByText(/of 10,000 used/).waitFor();
  });

  it("is cancelled in the provider's portal, and goes on as the free one", async () => {
    await press("Invoices and cards");
    await page.getByRole("link", { name: "Cancel the plan" }).click();
    await page.waitForURL(`${server.url}/billing`);
    await page.getByText("The plan was cancelled; the free one goes on.").waitFor();
    await page.getByRole("heading", { name: "Your plan: free" }).waitFor();
    expect(stripe.answers).toEqual([200, 200, 200, 200]);
    await go("/audit");
    await page.getByRole("row").nth(3).waitFor();
    await page.getByLabel("Environment").selectOption("test");
  });
});

describe("a webhook to the shop", () => {
  it("that failed is sent again by hand, with the same id", async () => {
    await go("/webhooks");
    await press("New endpoint");
    await inDialog().getByLabel("Address").fill(`${receiver.url}/hook`);
    await inDialog().getByRole("button", { name: "Add" }).click();
    await page.getByText("It is shown only once.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: `${receiver.url}/hook` }).click();
    await press("Send a test");
    await inDialog().getByRole("button", { name: "Send a test" }).click();
    const row = page.getByRole("row", { name: /^test/ });
    await row.getByText("pending").waitFor();
    await runDueWebhooks(server.services);
    await row.getByText("500").waitFor({ timeout: 15_000 });
    receives = 204;
    await row.getByRole("button", { name: "Send again" }).click();
    await inDialog().getByRole("button", { name: "Send again" }).click();
    await inDialog().waitFor({ state: "detached" });
    await runDueWebhooks(server.services);
    await row.getByText("delivered").waitFor({ timeout: 15_000 });
    expect(receiver.requests.length).toBe(2);
    const [first, second] = receiver.requests.map(({ headers }) => headers["webhook-id"]);
    expect(second).toBe(first);
    expect(complaints).toEqual([]);
  });
});
