// Takes the pictures of the docs: `node --conditions=@pricewright/source scripts/screenshots.mjs`, with names of pages
// to take those only. The dashboard's and the examples' come from servers of their own on free ports, and the first two from
// the demo.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildNext, buildPackages, runNext } from "../examples/nextjs/browser/run-next.ts";
import { servePage } from "../examples/vite-checkout/browser/serve-page.ts";
import { serveSite } from "../packages/react/browser/serve-site.ts";
import { launchBrowser, settled, signIn } from "../packages/server/dashboard/browser/opened-page.ts";
import { sellLicences } from "../packages/server/dashboard/browser/sell-licences.ts";
import { serveWhole } from "../packages/server/dashboard/browser/serve-whole.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = process.argv.slice(2);
const isWanted = (name) => wanted.length === 0 || wanted.includes(name);

const DEMO = [
  { name: "results-page", label: "results", ready: ".pricewright-results" },
  { name: "pricing-page", label: "pricing page", ready: ".pricewright" },
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
  workspace: "/workspace",
};
const COMPONENTS = [
  { name: "pricing-components", path: "studio", schemes: ["light", "dark"] },
  { name: "account-components", path: "account", schemes: ["light", "dark"] },
  { name: "right-to-left", path: "studio?language=ar&direction=rtl&currency=KWD", schemes: ["light"] },
  { name: "brands", path: "brands", schemes: ["light"] },
];
const EXAMPLES = [
  { name: "nextjs-pricing", example: "nextjs", path: "/" },
  { name: "nextjs-credits", example: "nextjs", path: "/credits" },
  { name: "vite-checkout", example: "vite-checkout", path: "/" },
];
const WIDTHS = [
  { width: 375, colorScheme: "dark" },
  { width: 1440, colorScheme: "light" },
];
const TALLEST = 2000;

const browser = await launchBrowser();
await takeDemo();
await takeComponents();
await takeExamples();
if (Object.keys(DASHBOARD).some(isWanted)) await takeDashboard();
await browser.close();

async function takeDemo() {
  const pages = DEMO.filter(({ name }) => isWanted(name));
  if (pages.length === 0) return;
  const demo = await startDemo();
  for (const { name, label, ready } of pages)
    for (const { width } of WIDTHS) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      await page.goto(demo.urlOf(label));
      await page.waitForSelector(ready);
      await save(page, `${name}-${width}`);
      await page.close();
    }
  await demo.stop();
}

/** Runs the demo until its pages are there, and says where. */
async function startDemo() {
  const child = spawn(process.execPath, [join(root, "scripts/demo.mjs")], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  let said = "";
  for await (const part of child.stdout.iterator({ destroyOnReturn: false })) {
    said += part;
    if (said.includes("Press Ctrl-C")) break;
  }
  return {
    urlOf: (label) => {
      const url = new RegExp(`^ *${label} +(http\\S+)$`, "m").exec(said)?.[1];
      if (!url) throw new Error(`The demo did not say where its ${label} is:\n${said}`);
      return url;
    },
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
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

/** The examples with pages, as they are built. */
async function takeExamples() {
  for (const example of ["nextjs", "vite-checkout"]) {
    const pages = EXAMPLES.filter((page) => page.example === example && isWanted(page.name));
    if (pages.length === 0) continue;
    if (example === "nextjs") {
      buildPackages();
      buildNext();
    }
    const served = await (example === "nextjs" ? runNext("start") : servePage());
    for (const { name, path } of pages)
      for (const { width, colorScheme } of WIDTHS) {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        await page.goto(new URL(path, served.url).href);
        await page.waitForSelector(".pricewright");
        await save(page, `examples/${name}-${width}`);
        await page.close();
      }
    await served.close();
  }
}

async function takeDashboard() {
  if (!Object.keys(DASHBOARD).some(isWanted)) return;
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

/** The size of a picture of the page: all of it, or as much as is whole. Runs in the page. */
function sizeOf(tallest) {
  const { clientWidth: width, scrollHeight } = document.documentElement;
  if (scrollHeight <= tallest) return { width, height: scrollHeight };
  const cut = [...document.querySelectorAll("body *")].filter((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    const { borderTopWidth, borderTopLeftRadius } = getComputedStyle(element);
    return top < tallest && bottom > tallest && borderTopWidth !== "0px" && borderTopLeftRadius !== "0px";
  });
  return { width, height: Math.floor(Math.min(tallest, ...cut.map((element) => element.getBoundingClientRect().top))) };
}

/** The docs' first pictures are PNG, and named so elsewhere; those of folders are WebP, which is far smaller. */
async function save(page, name) {
  const isSmall = name.includes("/");
  const path = join(root, "docs/images", `${name}.${isSmall ? "webp" : "png"}`);
  mkdirSync(dirname(path), { recursive: true });
  const { width, height } = await page.evaluate(sizeOf, TALLEST);
  const clip = { x: 0, y: 0, width, height };
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
