// What the server does in a second, as ratios to what the same machine does at the least in the same run: evaluate
// against a bare route that returns the same bytes, events against one insert of the same rows into a plain table,
// results of many units against few, holds against a PL/pgSQL function. On the embedded database, and on PostgreSQL where TEST_DATABASE_URL is set.
//
//   pnpm bench:server [--short]
import { existsSync, readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import autocannon from "autocannon";
import { median } from "simple-statistics";
import { startServerProcess } from "../../packages/server/src/testing/server-process.ts";
import { newPlace } from "../chaos/databases.mjs";
import { armOf, CATALOG, EXPERIMENT } from "../chaos/price-test.mjs";
import { startBare } from "./bare-route.mjs";
import { benchCredits } from "./credit-commands.mjs";
import { openPlainTable } from "./plain-inserts.mjs";

const short = process.argv.includes("--short");
const ROUNDS = short ? 2 : 5;
const SECONDS = short ? 1 : 2;
const CONNECTIONS = 32;
const BATCH = 500;
const SENDERS = 8;
const kept = new Agent({ keepAlive: true });
const EVENTS = short ? 20_000 : 100_000;
const EVENT_ROUNDS = short ? 4 : 10;
/** Events before the clock starts: until both runtimes have compiled what is used often. */
const WARM = EVENTS / 5;
const [FEW, MANY] = short ? [1000, 20_000] : [1000, 1_000_000];

for (const kind of ["embedded", "postgresql"]) {
  if (kind === "postgresql" && !process.env.TEST_DATABASE_URL) {
    console.log("postgresql: not run; set TEST_DATABASE_URL.");
    continue;
  }
  console.log(`\n${kind}`);
  const place = await newPlace(kind);
  const server = await startServerProcess({ ...place.variables, RATE_LIMIT_ENABLED: "false", LOG_LEVEL: "silent" });
  try {
    const call = caller(server.url, server.secretKey);
    await call("/v1/catalog", CATALOG);
    const startedAt = new Date(Date.now() - 86_400_000).toISOString();
    await call("/v1/experiments", { ...EXPERIMENT, startedAt });
    await call("/v1/experiments", { ...EXPERIMENT, key: "few", salt: "few", startedAt });
    await benchEvaluate(server);
    await benchEvents(kind, place, server);
    await benchResults(server, call);
  } finally {
    await server.stop();
    await place.drop();
  }
  for (const { what, pairs } of await benchCredits(kind, { rounds: ROUNDS, seconds: SECONDS })) {
    const middle = (read) => median(pairs.map(read));
    row(
      what,
      `${whole(middle(({ ours }) => ours))} pairs a second, ${middle(({ ours, plainly }) => ours / plainly).toFixed(2)} of one PL/pgSQL function a call`,
      `which does ${whole(middle(({ plainly }) => plainly))}`,
    );
  }
}

function caller(url, key) {
  return async (path, body) => {
    const response = await fetch(`${url}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  };
}

/**
 * Units whose records are in memory, as the config is; and then units that come once, whose records are read from the
 * database first.
 */
async function benchEvaluate({ url, secretKey, processId }) {
  const headers = { authorization: `Bearer ${secretKey}`, "content-type": "application/json" };
  const requestFor = (id) => ({
    method: "POST",
    path: "/v1/evaluate",
    headers,
    body: JSON.stringify({ unit: { kind: "account", id } }),
  });
  const few = Array.from({ length: 10 }, (_, index) => requestFor(`seen-${index}`));
  let count = 0;
  const always = [{ ...few[0], setupRequest: (request) => ({ ...request, ...requestFor(`once-${count++}`) }) }];
  const sample = await fetch(`${url}/v1/evaluate`, few[0]);
  const bare = await startBare(await sample.text());
  const load = async (server, requests, duration) => {
    const before = processorTime(server.processId);
    const result = await autocannon({ url: server.url, connections: CONNECTIONS, duration, requests });
    if (result.non2xx > 0) throw new Error(`${result.non2xx} requests were refused`);
    const { total, average } = result.requests;
    return { rate: average, latency: result.latency, processor: (processorTime(server.processId) - before) / total };
  };
  const self = { url, processId };
  for (const server of [bare, self]) await load(server, few, short ? 2 : 6);
  for (const [what, requests] of [
    ["known units", few],
    ["units that come once", always],
  ]) {
    // By turns, so that whatever else the machine does slows both.
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++)
      rounds.push({ least: await load(bare, few, SECONDS), own: await load(self, requests, SECONDS) });
    const middle = (read) => median(rounds.map(read));
    row(
      `POST /v1/evaluate, ${what}`,
      `${whole(middle(({ own }) => own.rate))} a second, ${middle(({ own, least }) => own.rate / least.rate).toFixed(2)} of a bare route's ${whole(middle(({ least }) => least.rate))}`,
      `p50 ${middle(({ own }) => own.latency.p50)} ms, p97.5 ${middle(({ own }) => own.latency.p97_5)} ms, p99 ${middle(({ own }) => own.latency.p99)} ms; processor ${(middle(({ own }) => own.processor) * 1e6).toFixed(0)} µs a request, a bare route ${(middle(({ least }) => least.processor) * 1e6).toFixed(0)} µs`,
    );
  }
  await bare.stop();
}

async function benchEvents(kind, place, server) {
  const plain = await openPlainTable(kind, place, { batch: BATCH });
  const before = memoryOf(server);
  await plain.fill(BATCH);
  await send(server, "price", "warm", WARM);
  // By turns, so that whatever else the machine does slows both.
  const rounds = [];
  for (let round = 0; round < EVENT_ROUNDS; round++) {
    const least = await plain.fill(EVENTS / EVENT_ROUNDS);
    rounds.push({ least, ...(await send(server, "price", `bench-${round}`, EVENTS / EVENT_ROUNDS)) });
  }
  await plain.close();
  const middle = (read) => median(rounds.map(read));
  const times = rounds.flatMap(({ times }) => times);
  row(
    `POST /v1/events, batches of ${BATCH}`,
    `${whole(middle(({ rate }) => rate))} a second, ${middle(({ rate, least }) => rate / least).toFixed(2)} of a plain insert's ${whole(middle(({ least }) => least))}`,
    `a batch p50 ${quantile(times, 0.5)} ms, p99 ${quantile(times, 0.99)} ms; memory ${before} MB before, ${memoryOf(server)} MB after ${whole(EVENTS)} events`,
  );
}

async function benchResults(server, call) {
  await send(server, "few", "few", FEW);
  const more = MANY - EVENTS - WARM;
  if (more > 0) await send(server, "price", "many", more);
  const time = async (key) => {
    const times = [];
    for (let round = 0; round < (short ? 15 : 40); round++) {
      const started = performance.now();
      await call(`/v1/experiments/${key}/results`);
      times.push(performance.now() - started);
    }
    return median(times.slice(5));
  };
  const [few, many] = [await time("few"), await time("price")];
  row(
    `results of ${whole(Math.max(MANY, EVENTS))} units`,
    `${many.toFixed(1)} ms, ${(many / few).toFixed(2)} times that of ${whole(FEW)} units (${few.toFixed(1)} ms)`,
    `memory ${memoryOf(server)} MB`,
  );
}

/**
 * Sends exposures of units that are all different, eight batches at a time. They were written before, and are sent with as
 * little as can be: who sends them is on another machine elsewhere.
 */
async function send({ url, secretKey }, experiment, prefix, count) {
  const times = [];
  const answers = [];
  const bodies = Array.from({ length: Math.ceil(count / BATCH) }, (_, batch) =>
    exposuresOf(experiment, prefix, batch * BATCH, Math.min(count, (batch + 1) * BATCH)),
  );
  const headers = { authorization: `Bearer ${secretKey}`, "content-type": "application/json" };
  const worker = async () => {
    for (let body = bodies.shift(); body; body = bodies.shift()) {
      const started = performance.now();
      answers.push(await post(`${url}/v1/events`, headers, body));
      times.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: SENDERS }, worker));
  const rate = count / ((performance.now() - started) / 1000);
  const accepted = answers.flatMap((text) => JSON.parse(text).results ?? [text]);
  const odd = accepted.find(({ status }) => status !== "accepted");
  if (odd || accepted.length !== count) throw new Error(JSON.stringify(odd ?? accepted.length));
  return { rate, times };
}

function exposuresOf(experiment, prefix, from, to) {
  const occurredAt = new Date(Date.now() - 60_000).toISOString();
  const events = Array.from({ length: to - from }, (_, index) => {
    const id = `${prefix}-${from + index}`;
    const variant = armOf(id);
    const [price, amount] = variant === "low" ? ["pro-39", "39.00"] : ["pro-59", "59.00"];
    return {
      type: "exposure",
      id,
      unit: { kind: "account", id },
      occurredAt,
      experiment,
      variant,
      shown: [{ price, amount, currency: "USD" }],
    };
  });
  return Buffer.from(JSON.stringify({ events }));
}

function post(url, headers, body) {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: "POST",
      agent: kept,
      headers: { ...headers, "content-length": body.length },
    });
    sent.on("error", reject);
    sent.on("response", (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks)));
    });
    sent.end(body);
  });
}

/** Seconds that a process has kept a processor busy; unlike rates, they do not depend on who else is at work. */
function processorTime(processId) {
  const path = `/proc/${processId}/stat`;
  if (!existsSync(path)) return Number.NaN;
  const text = readFileSync(path, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function memoryOf({ processId }) {
  const path = `/proc/${processId}/status`;
  const status = existsSync(path) ? readFileSync(path, "utf8") : "";
  const resident = /VmRSS:\s+(\d+)/.exec(status)?.[1];
  return resident ? Math.round(Number(resident) / 1024) : "?";
}

function quantile(times, share) {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

function whole(number) {
  return Math.round(number).toLocaleString("en-US");
}

function row(what, figures, more) {
  console.log(`${what.padEnd(40)} ${figures}\n${" ".repeat(40)} ${more}`);
}
