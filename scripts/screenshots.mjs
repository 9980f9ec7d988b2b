// Takes the pictures of the docs: `node --conditions=@pricewright/source scripts/screenshots.mjs`, with names of pages
// to take those only. The dashboard's come from a shop of its own on a free port; those of the demo need `npm run demo`
// beside it, and are left out without.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveSite } from "../packages/react/browser/serve-site.ts";
import { launchBrowser, settled, signIn } from "../packages/server/dashboard/browser/opened-page.ts";
import { sellLicences } from "../packages/server/dashboard/browser/sell-licences.ts";
import { serveWhole } from "../packages/server/dashboard/browser/serve-whole.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = process.argv.slice(2);
const isWanted = (name) => wanted.length === 0 || wanted.includes(name);

const DEMO = [
  { name: "results-page", url: "http://localhost:3001/experiments/license-price", ready: ".pricewright-results" },
  { name: "pricing-page", url: "http://localhost:3002/", ready: ".pricewright" },
];
const DASHBOARD = {
  start: "/start",
  overview: "/",
  experiments: "/experiments",
  "new-experiment": "/experiments/new",
  "set-up": "/experiments/annual-plan/set-up",
  results: "/experiments/pro-price",
  events: "/events",
  catalog: "/catalog",
  margin: "/margin",
  accounts: "/accounts",
  account: "/accounts/acme",
  unit: "/units/visitor/visitor-1",
  keys: "/keys",
  providers: "/providers",
  webhooks: "/webhooks",
  team: "/team",
  billing: "/billing",
  audit: "/audit",
  export: "/export",
};
const COMPONENTS = [
  { name: "pricing-components", path: "studio", schemes: ["light", "dark"] },
  { name: "account-components", path: "account", schemes: ["light", "dark"] },
  { name: "right-to-left", path: "studio?language=ar&direction=rtl&currency=KWD", schemes: ["light"] },
  { name: "brands", path: "brands", schemes: ["light"] },
];
const WIDTHS = [
  { width: 375, colorScheme: "dark" },
  { width: 1440, colorScheme: "light" },
];
const TALLEST = 2000;

const browser = await launchBrowser();
await takeDemo();
await takeComponents();
await takeDashboard();
await browser.close();

async function takeDemo() {
  for (const { name, url, ready } of DEMO.filter((page) => isWanted(page.name)))
    for (const { width } of WIDTHS) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      const isThere = await page.goto(url).then(
        () => true,
        () => false,
      );
      if (!isThere) console.log(`${name}: left out, since the demo does not run`);
      else {
        await page.waitForSelector(ready);
        await save(page, `${name}-${width}`);
      }
      await page.close();
    }
}

/** Every component, in both colour schemes, on a phone and on a desk, from the pages that the browser tests use. */
async function takeComponents() {
  const site = await serveSite();
  for (const { name, path, schemes } of COMPONENTS.filter((page) => isWanted(page.name)))
    for (const colorScheme of schemes)
      for (const { width } of WIDTHS) {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        await page.goto(`${site.url}/${path}`);
        await page.waitForSelector("html[data-ready]");
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        const session = await page.context().newCDPSession(page);
        const { data } = await session.send("Page.captureScreenshot", {
          format: "webp",
          quality: 82,
          captureBeyondViewport: true,
          clip: { x: 0, y: 0, width, height, scale: 1 },
        });
        const file = [name, ...(schemes.length > 1 ? [colorScheme] : []), width].join("-");
        writeFileSync(join(root, `docs/images/${file}.webp`), Buffer.from(data, "base64"));
        await page.close();
      }
  await site.close();
}

async function takeDashboard() {
  const server = await serveWhole();
  const person = { email: "ada@shop.example", password: "correct horse battery" };
  const { body } = await server.call("POST", `${server.url}/v1/tenants`, {
    body: { name: "Shop", owner: { name: "Ada", ...person } },
    headers: { origin: server.url },
  });
  const key = body.keys.secretKey;
  await sellLicences(server, { tenantId: body.id, secretKey: key }, { days: 21, visitorsPerDay: 400 });
  const variants = ["39", "59"].map((amount) => ({ key: `price-${amount}`, prices: [`pro-${amount}`] }));
  await server.call("POST", "/v1/experiments", {
    key,
    body: { key: "annual-plan", name: "Annual plan", control: "price-39", variants, draft: true },
  });
  for (const { width, colorScheme } of WIDTHS) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, locale: "en-US" });
    await signIn(context, server.url, person);
    for (const [name, path] of Object.entries(DASHBOARD).filter(([name]) => isWanted(name))) {
      const page = await context.newPage();
      await page.goto(server.url + path);
      await settled(page);
      await save(page, `dashboard/${name}-${width}`);
      await page.close();
    }
    await context.close();
  }
  await server.close();
}

/** The docs' first pictures are PNG, and named so elsewhere; the many of the dashboard are WebP, which is far smaller. */
async function save(page, name) {
  const isSmall = name.startsWith("dashboard/");
  const path = join(root, "docs/images", `${name}.${isSmall ? "webp" : "png"}`);
  mkdirSync(dirname(path), { recursive: true });
  const { width, height } = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
  }));
  const clip = { x: 0, y: 0, width, height: Math.min(height, TALLEST) };
  const picture = await page.screenshot({ fullPage: true, clip });
  writeFileSync(path, isSmall ? await toWebp(picture) : picture);
  console.log(name);
}

/** The browser knows the format, so that nothing else needs to. */
async function toWebp(picture) {
  const page = await browser.newPage();
  const address = await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext("2d").drawImage(image, 0, 0);
      return canvas.toDataURL("image/webp", 0.82);
    },
    `data:image/png;base64,${picture.toString("base64")}`,
  );
  await page.close();
  return Buffer.from(address.slice(address.indexOf(",") + 1), "base64");
}
