// How long the dashboard takes to answer a hand, on the results of an experiment with ten arms and 1,000,000 units:
// `node --conditions=@pricewright/source scripts/bench/dashboard.mjs`. Results are sums, and their size does not depend
// on the number of units, so the report is made here from counts and answered by a stand-in for the server.
import { analyzeExperiment, describeReport, fitDemand } from "@pricewright/core/statistics";
import { launchBrowser, settled } from "../../packages/server/dashboard/browser/opened-page.ts";
import { serveDashboard } from "../../packages/server/dashboard/browser/serve-dashboard.ts";

const ARMS = 10;
const UNITS = 1_000_000;
const ROUNDS = 20;
const DAY = 86_400_000;

const prices = Array.from({ length: ARMS }, (_, index) => 29 + index * 5);
const variants = prices.map((price) => {
  const visitors = UNITS / ARMS;
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

const dashboard = await serveDashboard({
  "/v1/session": { person: null, role: "viewer", tenant: "first", environment: "test", tenants: [] },
  "/v1/experiments": { experiments: [experiment] },
  "/v1/experiments/ten-arms": experiment,
  "/v1/experiments/ten-arms/results": {
    experiment,
    report,
    sentences: describeReport(report),
    demand,
    demandGap: null,
  },
  "/v1/experiments/ten-arms/timeline": { days },
});
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
const opened = performance.now();
await page.goto(`${dashboard.url}/experiments/ten-arms`);
await settled(page);
console.log(
  `results page of ${ARMS} arms and ${UNITS.toLocaleString("en-US")} units, from nothing: ${Math.round(performance.now() - opened)} ms`,
);

/** Milliseconds from a hand's action to the next frame with its effect. */
const measure = (name, act) =>
  page
    .evaluate(
      async ({ rounds, source }) => {
        const run = new Function(`return (${source})`)();
        const times = [];
        for (let round = 0; round < rounds; round++) {
          const from = performance.now();
          run(round);
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          times.push(performance.now() - from);
        }
        return times.sort((a, b) => a - b);
      },
      { rounds: ROUNDS, source: String(act) },
    )
    .then((times) =>
      console.log(
        `${name}: median ${times[ROUNDS / 2].toFixed(0)} ms, slowest ${times.at(-1).toFixed(0)} ms of ${ROUNDS}`,
      ),
    );

await measure("open a chart's table", (round) => document.querySelectorAll(".chart summary")[round % 4].click());
await measure("change the metric", (round) => {
  const select = document.querySelector("main search select");
  select.value = round % 2 === 0 ? "conversion" : "";
  select.dispatchEvent(new Event("change", { bubbles: true }));
});
await measure("to the list and back", (round) =>
  round % 2 === 0 ? document.querySelector('nav a[href="/experiments"]').click() : history.back(),
);
await browser.close();
await dashboard.close();
