// Figures of this machine, to be read as ratios: assignment and analysis in core, then a server on the embedded
// database taking in events over HTTP. `--short` takes fewer events.
import { fork } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createAssigner } from "@pricewright/core";
import { analyzeExperiment } from "@pricewright/core/statistics";
import { createClient } from "@pricewright/node";
import { median } from "simple-statistics";
import { Bench } from "tinybench";
import { importTime } from "./import-time.mjs";

const short = process.argv.includes("--short");
const EVENTS = short ? 10_000 : 100_000;
const FEW_UNITS = 1000;
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

async function benchCore() {
  const assigner = createAssigner([
    { key: "price", status: "running", control: "a", variants: [{ key: "a" }, { key: "b" }, { key: "c" }] },
  ]);
  const arm = (key, visitors, conversions, amount) => ({
    key,
    visitors,
    conversions,
    plans: [{ id: "pro", amount, count: conversions }],
  });
  const twoArms = { control: "a", currency: "USD", variants: [arm("a", 10_000, 500, 39), arm("b", 10_000, 420, 59)] };
  let count = 0;
  const bench = new Bench({ time: short ? 200 : 1000 })
    .add("assign one unit, ids all different", () => assigner.assign("price", { id: `visitor-${count++}` }))
    .add("analyse two arms, conversion and revenue", () => analyzeExperiment(twoArms));
  await bench.run();
  for (const { name, result } of bench.tasks) {
    const microseconds = result.latency.p50 * 1000;
    console.log(
      `${name.padEnd(48)} ${microseconds < 100 ? `${microseconds.toFixed(2)} µs` : `${(microseconds / 1000).toFixed(2)} ms`}`,
    );
  }
}

async function benchServer() {
  const child = fork(join(root, "examples/real-price-test/dist/server-process.js"), ["0"]);
  const { url, secretKey } = await new Promise((resolve) => child.once("message", resolve));
  const client = createClient({ apiKey: secretKey, baseUrl: url });
  await client.publishCatalog({
    currency: "USD",
    plans: [
      {
        id: "pro",
        name: "Pro",
        prices: [
          { id: "pro-39", amount: "39", interval: "month" },
          { id: "pro-59", amount: "59", interval: "month", listed: false },
        ],
      },
    ],
  });
  const variants = [
    { key: "a", prices: ["pro-39"] },
    { key: "b", prices: ["pro-59"] },
  ];
  for (const key of ["few", "many"])
    await client.createExperiment({ key, control: "a", variants, startedAt: "2026-01-01T00:00:00Z" });
  const send = async (experiment, units) => {
    const started = performance.now();
    for (let number = 0; number < units; number++) {
      client.track({
        type: "exposure",
        experiment,
        unit: { kind: "visitor", id: `${experiment}-${number}` },
        variant: number % 2 === 0 ? "a" : "b",
        shown: [
          {
            price: number % 2 === 0 ? "pro-39" : "pro-59",
            amount: number % 2 === 0 ? "39.00" : "59.00",
            currency: "USD",
          },
        ],
        occurredAt: new Date(Date.UTC(2026, 0, 1 + (number % 90))).toISOString(),
      });
      if (number % 4000 === 3999) await client.flush();
    }
    await client.flush();
    return units / ((performance.now() - started) / 1000);
  };
  await send("few", FEW_UNITS);
  const rate = await send("many", EVENTS);
  console.log(
    `${"events taken in over HTTP, embedded database".padEnd(48)} ${Math.round(rate).toLocaleString("en-US")} a second`,
  );
  const latency = async (key) => {
    const times = [];
    for (let round = 0; round < 25; round++) {
      const started = performance.now();
      await client.results(key);
      times.push(performance.now() - started);
    }
    return median(times.slice(5));
  };
  const [few, many] = [await latency("few"), await latency("many")];
  console.log(`${`results with ${FEW_UNITS.toLocaleString("en-US")} units`.padEnd(48)} ${few.toFixed(1)} ms`);
  console.log(
    `${`results with ${EVENTS.toLocaleString("en-US")} units`.padEnd(48)} ${many.toFixed(1)} ms, ${(many / few).toFixed(2)} times as long`,
  );
  await client.ready();
  const here = await evaluateHere(client);
  console.log(`${"evaluate a known unit in the app, quote signed".padEnd(48)} ${(here * 1000).toFixed(1)} µs`);
  await client.close();
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.disconnect();
  await ended;
}

/** Milliseconds of one evaluation that needs no request: the unit was answered a moment ago. */
async function evaluateHere(client) {
  await client.evaluate({ id: "known" });
  const rounds = 2_000;
  const started = performance.now();
  for (let round = 0; round < rounds; round++) await client.evaluate({ id: "known" });
  return (performance.now() - started) / rounds;
}

console.log(`${"import @pricewright/node".padEnd(48)} ${importTime("@pricewright/node").toFixed(1)} ms`);
await benchCore();
await benchServer();
