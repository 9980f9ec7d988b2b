// Takes the pictures of the docs. Those of React's components need nothing: `node --conditions=@pricewright/source
// scripts/screenshots.mjs components`. The others are of a running demo: `node scripts/screenshots.mjs`, after `npm run demo`.
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { chromium } = createRequire(join(root, "packages/react/package.json"))("playwright-core");

const DEMO = [
  { name: "results-page", url: "http://localhost:3001/experiments/license-price", ready: ".pricewright-results" },
  { name: "pricing-page", url: "http://localhost:3002/", ready: ".pricewright" },
];
const VIEWPORTS = [
  { width: 375, height: 1000 },
  { width: 1440, height: 1400 },
];
const COMPONENTS = [
  { name: "pricing-components", path: "studio", schemes: ["light", "dark"] },
  { name: "account-components", path: "account", schemes: ["light", "dark"] },
  { name: "right-to-left", path: "studio?language=ar&direction=rtl&currency=KWD", schemes: ["light"] },
  { name: "brands", path: "brands", schemes: ["light"] },
];
const WIDTHS = [375, 1440];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
await (process.argv[2] === "components" ? takeComponents() : takeDemo());
await browser.close();

async function takeDemo() {
  for (const { name, url, ready } of DEMO) {
    for (const viewport of VIEWPORTS) {
      const page = await browser.newPage({ viewport });
      await page.goto(url);
      await page.waitForSelector(ready);
      const height = Math.min(viewport.height, await page.evaluate(() => document.documentElement.scrollHeight));
      await page.screenshot({
        path: join(root, `docs/images/${name}-${viewport.width}.png`),
        clip: { x: 0, y: 0, width: viewport.width, height },
      });
      await page.close();
    }
  }
}

/** Every component, in both colour schemes, on a phone and on a desk, from the pages that the browser tests use. */
async function takeComponents() {
  const { serveSite } = await import("../packages/react/browser/serve-site.ts");
  const site = await serveSite();
  for (const { name, path, schemes } of COMPONENTS) {
    for (const colorScheme of schemes) {
      for (const width of WIDTHS) {
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
        await writeFile(join(root, `docs/images/${file}.webp`), Buffer.from(data, "base64"));
        await page.close();
      }
    }
  }
  await site.close();
}
