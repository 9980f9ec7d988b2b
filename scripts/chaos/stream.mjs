import { existsSync } from "node:fs";
import { startNats } from "../../packages/server/src/testing/nats-server.ts";
import { describeBook, findUntried, newBook } from "./book.mjs";
import { compare } from "./compare.mjs";
import { newPlace } from "./databases.mjs";
import { settle, startLoad } from "./load.mjs";
import { randomNumbers } from "./random-numbers.mjs";
import { openOn, prepare, startOn } from "./server.mjs";

/** Servers of Pricewright, and of NATS. */
const COUNT = 3;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Three servers put events on a stream that three servers of NATS keep, and count them. One of the six is killed at a time,
 * and comes back.
 */
export async function killOnStream({ kills, seed }) {
  if (!["/usr/sbin/nats-server", "/usr/bin/nats-server"].some((path) => existsSync(path)))
    return { summary: "not run; nats-server is not installed", faults: [] };
  const random = randomNumbers(seed);
  const book = newBook();
  const faults = [];
  const place = await newPlace("postgresql");
  const nats = await startNats(COUNT);
  const stream = { NATS_URL: nats.map(({ url }) => url).join(), NATS_REPLICAS: String(COUNT) };
  let deferred = 0;
  try {
    const keys = await prepare(place);
    const start = async (run) => {
      const server = await startWithStream(place, stream);
      return { server, load: startLoad({ url: server.url, keys, book, run, workers: 2 }) };
    };
    const running = [];
    // A cluster chooses its first leader for a moment, in which it makes no stream.
    for (let index = 0; index < COUNT; index++) running.push(await start(`s${index}`));
    for (let kill = 0; kill < kills && book.faults.length === 0; kill++) {
      await pause(1000 + random() * 2000);
      deferred += await isDeferred(running[0].server, keys);
      const index = Math.floor(random() * COUNT);
      if (kill % 2 === 0) {
        await nats[index].kill();
        await pause(2000);
        await nats[index].start();
      } else {
        const { server, load } = running[index];
        await server.kill();
        await load.stop();
        running[index] = await start(`s${index}-${kill}`);
      }
    }
    await Promise.all(running.map(({ load }) => load.stop()));
    await settle({ url: running[0].server.url, keys, book });
    await expectAllCounted(running[0].server, faults);
    for (const { server } of running) if ((await server.stop()) !== 0) faults.push("a server did not end by itself");
    const database = await openOn(place);
    faults.push(...(await compare(database, book)), ...book.faults, ...findUntried(book));
    await database.close();
    if (deferred === 0) faults.push("no event went by the stream");
  } finally {
    for (const server of nats) await server.drop();
    await place.drop();
  }
  const summary = `${kills} kills of servers and of NATS, ${deferred} of ${kills} looks found the stream in use, ${describeBook(book)}`;
  return { summary, faults };
}

async function startWithStream(place, stream) {
  for (let tries = 0; ; tries++) {
    try {
      return await startOn(place, stream);
    } catch (error) {
      if (tries === 20) throw error;
      await pause(500);
    }
  }
}

/** Whether events go by the stream now; 1 or 0. */
async function isDeferred({ url }, keys) {
  const occurredAt = new Date().toISOString();
  const unit = { kind: "account", id: "looked-at" };
  const response = await fetch(`${url}/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${keys.secret}`, "content-type": "application/json" },
    body: JSON.stringify({
      events: [{ type: "outcome", id: `look-${occurredAt}`, unit, occurredAt, outcome: "look" }],
    }),
  }).catch(() => null);
  return response?.ok && (await response.json()).deferred ? 1 : 0;
}

/** Waits until nothing waits: what a killed server had taken is given to another after 20 seconds. */
async function expectAllCounted({ url }, faults) {
  let said;
  for (let waited = 0; waited < 60_000; waited += 500) {
    const { dependencies } = await (await fetch(`${url}/health/dependencies`)).json();
    said = dependencies.nats;
    if (said.status === "ok" && said.waiting === 0) return;
    await pause(500);
  }
  faults.push(`after a minute the stream says ${JSON.stringify(said)}`);
}
