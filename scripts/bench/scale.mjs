// What one, two and four servers do behind a proxy, on one PostgreSQL of their own and one Redis, and how much processor
// time each part takes for it: where processors are fewer than processes, that says more than requests a second.
//
//   pnpm bench:scale [--seconds 5] [--only "4 servers"]
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { startNats } from "../../packages/server/src/testing/nats-server.ts";
import { startServerProcess } from "../../packages/server/src/testing/server-process.ts";
import { startCluster } from "../chaos/cluster.mjs";
import { placeOn } from "../chaos/databases.mjs";
import { armOf, CATALOG, EXPERIMENT, PRICES } from "../chaos/price-test.mjs";
import { startProxy } from "./scale/proxy-process.mjs";

const { values } = parseArgs({ options: { seconds: { type: "string", default: "5" }, only: { type: "string" } } });
const seconds = Number(values.seconds);
const TICKS = 100;
const BATCH = 50;
/** Accounts whose prices are asked for; every server has met them before it is measured. */
const SEEN = 200;
let counter = 0;

const WORK = {
  evaluate: {
    unit: "prices",
    each: 1,
    path: "/v1/evaluate",
    body: () => ({ unit: { kind: "account", id: `a_${counter++ % SEEN}` } }),
  },
  events: {
    unit: "events",
    each: BATCH,
    path: "/v1/events",
    body: () => ({ events: Array.from({ length: BATCH / 2 }, newBuyer).flat() }),
  },
};

/** A new account that sees its price, and buys. */
function newBuyer() {
  const id = `b_${counter++}`;
  const occurredAt = new Date(Date.now() - 60_000).toISOString();
  const base = { unit: { kind: "account", id }, occurredAt };
  const variant = armOf(id);
  const price = PRICES[variant];
  return [
    { type: "exposure", id: `e_${id}`, ...base, experiment: EXPERIMENT.key, variant, shown: [price] },
    { type: "conversion", id: `s_${id}`, ...base, ...price },
  ];
}

/** Seconds of processor that processes took so far. */
function processorTime(ids) {
  return ids.reduce((sum, id) => {
    try {
      // Fields 14 and 15, counted from the state behind the name, which may hold spaces.
      const fields = readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1].split(" ");
      return sum + (Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])) / TICKS;
    } catch {
      return sum;
    }
  }, 0);
}

/** Every process of a PostgreSQL, by its port. Time of those that end is added to the first one's. */
function postgresqlProcesses(url) {
  const { port } = new URL(url);
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const read = (id, file) => {
    try {
      return readFileSync(`/proc/${id}/${file}`, "utf8");
    } catch {
      return "";
    }
  };
  const first = processes.find((id) => read(id, "cmdline").replaceAll("\0", " ").includes(`-p ${port} `));
  return [first, ...processes.filter((id) => read(id, "stat").split(") ")[1]?.split(" ")[1] === first)];
}

async function run(count, variables, url) {
  const servers = await Promise.all(Array.from({ length: count }, () => startServerProcess(variables)));
  const { secretKey: key } = servers.find(({ secretKey }) => secretKey !== "");
  const proxy = await startProxy(servers.map(({ url }) => url));
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const post = async (path, body) => {
    const response = await fetch(servers[0].url + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
  };
  await post("/v1/catalog", CATALOG);
  await post("/v1/experiments", { ...EXPERIMENT, startedAt: new Date(Date.now() - 86_400_000).toISOString() });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  for (const { url } of servers)
    for (let index = 0; index < SEEN; index++) {
      const body = JSON.stringify({ unit: { kind: "account", id: `a_${index}` } });
      await (await fetch(`${url}/v1/evaluate`, { method: "POST", headers, body })).text();
    }
  const results = {};
  for (const [name, { each, path, body }] of Object.entries(WORK)) {
    const load = (duration) =>
      autocannon({
        url: proxy.url,
        connections: 16,
        duration,
        requests: [
          { method: "POST", path, headers, setupRequest: (request) => ({ ...request, body: JSON.stringify(body()) }) },
        ],
      });
    await load(1);
    const ids = servers.map(({ processId }) => processId);
    const before = [processorTime(ids), processorTime(postgresqlProcesses(url))];
    const started = performance.now();
    const { "2xx": answered, non2xx, latency } = await load(seconds);
    await allCounted(servers[0].url);
    const counted = (performance.now() - started) / 1000;
    const after = [processorTime(ids), processorTime(postgresqlProcesses(url))];
    const done = answered * each;
    results[name] = {
      perSecond: done / seconds,
      countedPerSecond: done / counted,
      failed: non2xx,
      p99: latency.p99,
      server: ((after[0] - before[0]) / done) * 1000,
      postgresql: ((after[1] - before[1]) / done) * 1000,
    };
  }
  for (const server of servers) await server.stop();
  await proxy.stop();
  return results;
}

/** Waits until nothing waits in the stream. */
async function allCounted(url) {
  for (;;) {
    const { dependencies } = await (await fetch(`${url}/health/dependencies`)).json();
    if (dependencies.nats.waiting === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const [nats] = await startNats().catch(() => []);
console.log(`${cpus().length} processors; ${seconds} s each, 16 callers, events in batches of ${BATCH}`);
const measured = {};
for (const { name, count, stream } of [
  { name: "1 server", count: 1 },
  { name: "2 servers", count: 2 },
  { name: "4 servers", count: 4 },
  ...(nats ? [{ name: "1 server, stream", count: 1, stream: true }] : []),
]) {
  if (values.only && name !== values.only) continue;
  const cluster = await startCluster();
  const place = placeOn(cluster.url);
  try {
    const variables = {
      ...place.variables,
      HOST: "127.0.0.1",
      LOG_LEVEL: "silent",
      RATE_LIMIT_ENABLED: "false",
      API_KEY_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
      ...(process.env.TEST_REDIS_URL ? { REDIS_URL: process.env.TEST_REDIS_URL } : {}),
      ...(stream ? { NATS_URL: nats.url } : {}),
    };
    measured[name] = await run(count, variables, cluster.url);
  } finally {
    place.drop();
    cluster.drop();
  }
  for (const [what, { perSecond, countedPerSecond, failed, p99, server, postgresql }] of Object.entries(
    measured[name],
  )) {
    const ratio = perSecond / (measured["1 server"] ?? measured[name])[what].perSecond;
    console.log(
      `${name.padEnd(17)} ${what.padEnd(9)} ${Math.round(perSecond).toLocaleString("en-US").padStart(7)} ${WORK[what].unit} a second (${ratio.toFixed(2)} of one server), 99 of 100 within ${p99} ms, processor: ${server.toFixed(3)} ms of servers and ${postgresql.toFixed(3)} ms of PostgreSQL for each${stream && what === "events" ? `, all counted at ${Math.round(countedPerSecond)} a second` : ""}${failed > 0 ? `, ${failed} FAILED` : ""}`,
    );
  }
}
// One number of servers tells nothing of what a server takes by itself.
for (const what of values.only ? [] : Object.keys(WORK))
  for (const part of ["server", "postgresql"]) {
    const { each, always } = leastSquares(what, part);
    console.log(
      `${what}: ${part} takes ${each.toFixed(3)} ms for each, and ${always.toFixed(3)} of a processor for each server, busy or not`,
    );
  }
await nats?.drop();

/** Processor time a second as each * done a second + always * servers. */
function leastSquares(what, part) {
  const sums = { xx: 0, xn: 0, nn: 0, xt: 0, nt: 0 };
  for (const [name, results] of Object.entries(measured)) {
    if (name.includes("stream")) continue;
    const x = results[what].perSecond;
    const n = Number(name[0]);
    const t = results[what][part] * x;
    sums.xx += x * x;
    sums.xn += x * n;
    sums.nn += n * n;
    sums.xt += x * t;
    sums.nt += n * t;
  }
  const { xx, xn, nn, xt, nt } = sums;
  const determinant = xx * nn - xn * xn;
  return { each: (xt * nn - nt * xn) / determinant, always: (xx * nt - xn * xt) / determinant / 1000 };
}
