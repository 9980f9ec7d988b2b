// Keeps one server busy for a long time and fails where it does not stay as it was: memory, time for a request,
// connections, handles, errors. The first quarter warms up; what follows is compared half with half.
//
//   pnpm soak [--minutes 60]
//
// On the PostgreSQL at TEST_DATABASE_URL, else on the embedded database.
import { parseArgs } from "node:util";
import { freePort } from "../chaos/cluster.mjs";
import { newPlace } from "../chaos/databases.mjs";
import { CATALOG, EXPERIMENT } from "../chaos/price-test.mjs";
import { startOn } from "../chaos/server.mjs";
import { startMixedLoad } from "./load.mjs";
import { readMetrics } from "./read-metrics.mjs";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "60" } } });
const milliseconds = Number(values.minutes) * 60_000;
const LOOKS = 60;
const COLLECTED_WITHIN = 500;

/** How much more the second half may be, of the first, and what is too little to tell. */
const LIMITS = {
  heap: { text: "heap after collections, MB", ratio: 1.05, least: 2 },
  resident: { text: "memory of the process, MB", ratio: 1.15, least: 20 },
  processor: { text: "processor for a request, ms", ratio: 1.25, least: 0.2 },
  // Other programs of the machine are in it, so it may differ more.
  median: { text: "time for a price, median, ms", ratio: 1.75, least: 5 },
};

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

const kind = process.env.TEST_DATABASE_URL ? "postgresql" : "embedded";
const place = await newPlace(kind);
const faults = [];
try {
  const metricsPort = await freePort();
  const server = await startOn(place, {
    METRICS_PORT: String(metricsPort),
    LOG_LEVEL: "error",
    NODE_OPTIONS: `--expose-gc --import=${new URL("collect-garbage.mjs", import.meta.url)}`,
  });
  const look = async () => {
    process.kill(server.processId, "SIGUSR2");
    await pause(COLLECTED_WITHIN);
    const left = [...server.output().matchAll(/bytes left: (\d+)/g)].at(-1)?.[1];
    return { ...(await readMetrics(`http://127.0.0.1:${metricsPort}/metrics`)), heap: Number(left) / 1e6 };
  };
  const startedAt = new Date(Date.now() - 86_400_000).toISOString();
  for (const [path, body] of [
    ["/v1/catalog", CATALOG],
    ["/v1/experiments", { ...EXPERIMENT, startedAt }],
  ]) {
    const headers = { authorization: `Bearer ${server.secretKey}`, "content-type": "application/json" };
    const response = await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
  }
  const load = startMixedLoad({ url: server.url, key: server.secretKey });
  const looks = [];
  let before = await look();
  for (let index = 0; index < LOOKS; index++) {
    await pause(milliseconds / LOOKS - COLLECTED_WITHIN);
    const now = await look();
    const times = load.milliseconds.splice(0);
    const processor = ((now.processor - before.processor) / (now.requests - before.requests)) * 1000;
    looks.push({ ...now, processor, median: median(times) });
    before = now;
  }
  await load.stop();
  const measured = looks.slice(LOOKS / 4);
  const halves = [measured.slice(0, measured.length / 2), measured.slice(measured.length / 2)];
  console.log(`${values.minutes} minutes on ${kind}, ${before.requests} requests`);
  for (const [name, { text, ratio, least }] of Object.entries(LIMITS)) {
    const [first, second] = halves.map((half) => median(half.map((one) => one[name])));
    const flat = second <= first * ratio || second - first <= least;
    console.log(
      `${text.padEnd(30)} ${first.toFixed(2)} and then ${second.toFixed(2)}${flat ? "" : ` NOT FLAT: at most ${ratio} times`}`,
    );
    if (!flat) faults.push(text);
  }
  // A server keeps connections for 75 seconds that nobody uses.
  await pause(80_000);
  const rest = await look();
  console.log(
    `at rest: ${rest.connections} connections to the database, ${rest.busy} of them busy, ${rest.waiting} requests waiting, ${rest.handles} handles`,
  );
  if (rest.busy > 0 || rest.waiting > 0) faults.push("connections to the database are busy though nobody asks");
  // Its listeners, its output and one for each connection.
  if (rest.handles > rest.connections + 10) faults.push(`${rest.handles} handles are open though nobody asks`);
  faults.push(...[...new Set(load.failures)].slice(0, 5));
  const status = await server.stop();
  if (status !== 0) faults.push(`the server ended with ${status}`);
  const errors = server
    .output()
    .split("\n")
    .filter((line) => /"level":[56]0|UnhandledPromise/.test(line));
  faults.push(...errors.slice(0, 5).map((line) => `the server wrote ${line.slice(0, 300)}`));
} finally {
  await place.drop();
}
for (const fault of faults) console.log(`FAULT ${fault}`);
console.log(faults.length === 0 ? "It stayed as it was." : `${faults.length} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;
