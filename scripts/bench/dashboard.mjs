// How long the dashboard takes to answer a hand, on the results of an experiment with ten arms and 1,000,000 units, beside
// the same with 10,000: `pnpm bench:dashboard`. Results are sums, and their size does not depend on the number of units,
// so reports are made here from counts and answered by a stand-in for the server.
import { analyzeExperiment, describeReport, fitDemand } from "@pricewright/core/statistics";
import { launchBrowser, settled } from "../../packages/server/dashboard/browser/opened-page.ts";
import { serveDashboard } from "../../packages/server/dashboard/browser/serve-dashboard.ts";

const ARMS = 10;
const [FEW, MANY] = [10_000, 1_000_000];
const ROUNDS = 20;
/** Milliseconds within which an answer feels immediate. */
const TARGET = 100;
const DAY = 86_400_000;

const prices = Array.from({ length: ARMS }, (_, index) => 29 + index * 5);
/** What the server answers about an experiment of so many units. */
function answersOf(units) {
  const variants = prices.map((price) => {
    const visitors = units / ARMS;
    const conversions = Math.round(visitors * 0.09 * Math.exp(-price / 55));
    return {
      key: `price-${price}`,
      weight: 1,
      visitors,
      conversions,
      plans: [{ id: "pro", amount: price, count: conversions }],
    };
  });
  const startedAt = new Date(Date.now() - 60 * DAY);
  const control = variants[0].key;
  const report = analyzeExperiment({ control, currency: "USD", variants, startedAt, asOf: new Date() });
  const demand = fitDemand(
    variants.map(({ visitors, conversions }, index) => ({ price: prices[index], visitors, conversions })),
    { curve: true },
  );
  const experiment = {
    ...{ key: "ten-arms", name: "Ten arms", salt: "ten-arms", status: "running", control, coverage: 1, revision: 1 },
    ...{ weightEpoch: 1, version: 1, catalogVersion: 1, winner: null, startAt: null, endedAt: null },
    startedAt: startedAt.toISOString(),
    variants: variants.map(({ key, weight }) => ({ key, weight, prices: [key] })),
  };
  const days = Array.from({ length: 60 }, (_, day) => ({
    day: new Date(startedAt.getTime() + day * DAY).toISOString().slice(0, 10),
    takenAt: new Date().toISOString(),
    metric: report.metric,
    action: "continue",
    variants: report.variants.map(({ key, visitors, conversions, probabilityBest, expectedLoss, versusControl }) => ({
      ...{ key, visitors, conversions, probabilityBest, expectedLoss, mean: 0, relativeLift: null },
      relativeLiftInterval: null,
      difference: versusControl?.difference ?? null,
      anytimeValid: versusControl
        ? [versusControl.difference - 3 / (day + 1), versusControl.difference + 3 / (day + 1)]
        : null,
    })),
  }));
  return {
    "/v1/session": { person: null, role: "viewer", tenant: "first", environment: "test", tenants: [] },
    "/v1/experiments": { experiments: [experiment], nextCursor: null },
    "/v1/experiments/ten-arms": experiment,
    "/v1/experiments/ten-arms/results": {
      experiment,
      report,
      sentences: describeReport(report),
      demand,
      demandGap: null,
      conclusion: null,
    },
    "/v1/experiments/ten-arms/timeline": { days },
  };
}

const browser = await launchBrowser();
const few = await measureAll(FEW);
const many = await measureAll(MANY);
await browser.close();
console.log(`${ARMS} arms, ${MANY.toLocaleString("en-US")} units, and beside them ${FEW.toLocaleString("en-US")}`);
for (const [name, { median, slowest }] of Object.entries(many))
  console.log(
    `  ${name.padEnd(26)}median ${median.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms of ${ROUNDS}; ` +
      `${(median / few[name].median).toFixed(2)}x of the few`,
  );
const missed = Object.values(many).filter(({ slowest }) => slowest >= TARGET).length;
console.log(`Target: under ${TARGET} ms ${missed === 0 ? "met" : "MISSED"}`);
process.exit(missed > 0 ? 1 : 0);

async function measureAll(units) {
  const dashboard = await serveDashboard(answersOf(units));
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${dashboard.url}/experiments/ten-arms`);
  await settled(page);
  const results = {
    "open a chart's table": await measure(page, (round) =>
      document.querySelectorAll(".chart summary")[round % 4].click(),
    ),
    "open a window": await measure(page, (round) =>
      round % 2 === 0
        ? dispatchEvent(new KeyboardEvent("keydown", { key: "?" }))
        : document.querySelector("dialog button").click(),
    ),
    "search the list": await (async () => {
      await page.goto(`${dashboard.url}/experiments`);
      await settled(page);
      return measure(page, (round) => {
        const search = document.querySelector("main input[type=search]");
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(
          search,
          "ten".slice(0, round % 4),
        );
        search.dispatchEvent(new Event("input", { bubbles: true }));
      });
    })(),
    "to another page and back": await measure(page, (round) =>
      round % 2 === 0 ? document.querySelector('nav a[href="/catalog"]').click() : history.back(),
    ),
  };
  await page.close();
  await dashboard.close();
  return results;
}

/** Milliseconds from a hand's action to the next frame with its effect. */
async function measure(page, act) {
  const times = await page.evaluate(
    async ({ rounds, source }) => {
      const run = new Function(`return (${source})`)();
      const times = [];
      for (let round = 0; round < rounds; round++) {
        const from = performance.now();
        run(round);
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        times.push(performance.now() - from);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return times.sort((a, b) => a - b);
    },
    { rounds: ROUNDS, source: String(act) },
  );
  return { median: times[ROUNDS / 2], slowest: times.at(-1) };
}
