// What an analysis costs on this machine, against its targets, and whether memory stays flat. Run Node with --expose-gc
// for the second part; `--long` makes it a million analyses instead of a hundred thousand. Exits with 1 on a miss only
// with `--strict`, since machines differ.
import {
  analyzeExperiment,
  betaPosterior,
  compareAll,
  credibleInterval,
  scaledPosterior,
} from "@pricewright/core/statistics";
import { median } from "simple-statistics";

const LONG = process.argv.includes("--long");
const STRICT = process.argv.includes("--strict");
const CURRENCY = "USD";

const sums = (count, amount) => ({ sum: count * amount, sumOfSquares: count * amount * amount });
const priced = (key, visitors, conversions, amount) => ({
  key,
  visitors,
  conversions,
  revenue: sums(conversions, amount),
});

function twoArms(number) {
  const arms = [priced("a", 10_000, 500 + (number % 50), 39), priced("b", 10_000, 420, 59)];
  return analyzeExperiment({ control: "a", currency: CURRENCY, variants: arms });
}

/** The numbers of a two-arm report without intervals of differences and lifts, drawings, health and decision. */
function twoArmsPosteriors(number) {
  const conversion = [betaPosterior(501 + (number % 50), 9501), betaPosterior(421, 9581)];
  const revenue = [scaledPosterior(conversion[0], 39), scaledPosterior(conversion[1], 59)];
  return [conversion, revenue].map((posteriors) => [
    compareAll(posteriors),
    posteriors.map((posterior) => credibleInterval(posterior, 0.95)),
  ]);
}

const TEN = Array.from({ length: 10 }, (_, arm) => ({
  key: `arm-${arm}`,
  visitors: 10_000,
  plans: [
    { id: "core", amount: 25 + arm, count: 220 - 4 * arm },
    { id: "pro", amount: 50 + 2 * arm, count: 90 - 2 * arm },
  ],
}));

async function tenArmsOfPlans() {
  const { planMixPosteriors } = await import("../../packages/core/src/statistics/posteriors/plan-mix-posteriors.ts");
  return () => {
    const posteriors = planMixPosteriors(TEN, { alpha: 1, beta: 1 });
    return [compareAll(posteriors), posteriors.map((posterior) => credibleInterval(posterior, 0.95))];
  };
}

function tenArmsReport() {
  const variants = TEN.map((arm) => ({ ...arm, conversions: arm.plans.reduce((sum, { count }) => sum + count, 0) }));
  return analyzeExperiment({ control: "arm-0", currency: CURRENCY, variants });
}

function measure(name, run, { target, rounds }) {
  for (let round = 0; round < Math.min(50, rounds); round++) run(round);
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    run(round);
    times.push(performance.now() - started);
  }
  const middle = median(times);
  const verdict = target === null ? "" : `target ${target} ms: ${middle < target ? "met" : "MISSED"}`;
  console.log(`${name.padEnd(58)} ${middle.toFixed(3).padStart(8)} ms   ${verdict}`);
  return target === null || middle < target;
}

/** Heap after a warm-up and after all analyses; a leak of even ten bytes each would show. */
function checkLeak() {
  if (!globalThis.gc) {
    console.log("Leak check left out; run Node with --expose-gc.");
    return true;
  }
  const analyses = LONG ? 1_000_000 : 100_000;
  const heap = () => {
    globalThis.gc();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  for (let number = 0; number < 2000; number++) twoArms(number);
  const before = heap();
  for (let number = 0; number < analyses; number++) twoArms(number);
  const growth = heap() - before;
  const flat = growth < 1;
  console.log(
    `heap ${before.toFixed(1)} MB, after ${analyses.toLocaleString("en-US")} analyses ${growth >= 0 ? "+" : ""}${growth.toFixed(2)} MB: ${flat ? "flat" : "GROWS"}`,
  );
  return flat;
}

const results = [
  measure("two arms, conversion and revenue: posteriors and standings", twoArmsPosteriors, { target: 1, rounds: 500 }),
  measure("two arms, conversion and revenue: whole report", twoArms, { target: 1, rounds: 300 }),
  measure("ten arms, plan mix: posteriors, standings, intervals", await tenArmsOfPlans(), { target: 25, rounds: 30 }),
  measure("ten arms, plan mix: whole report", tenArmsReport, { target: null, rounds: 3 }),
  checkLeak(),
];
if (STRICT && results.includes(false)) process.exitCode = 1;
