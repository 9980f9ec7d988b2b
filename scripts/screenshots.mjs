// Takes the pictures of the docs from a running demo: `node scripts/screenshots.mjs`, after `npm run demo`.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { chromium } = createRequire(join(root, "packages/react/package.json"))("playwright-core");

const PAGES = [
  { name: "results-page", url: "http://localhost:3001/experiments/license-price", ready: ".pricewright-results" },
  { name: "pricing-page", url: "http://localhost:3002/", ready: ".pricewright" },
];
const VIEWPORTS = [
  { width: 375, height: 1000 },
  { width: 1440, height: 1400 },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
for (const { name, url, ready } of PAGES) {
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
await browser.close();
