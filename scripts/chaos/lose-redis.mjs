import { spawn } from "node:child_process";
import { once } from "node:events";
import { describeBook, newBook } from "./book.mjs";
import { freePort } from "./cluster.mjs";
import { compare } from "./compare.mjs";
import { newPlace } from "./databases.mjs";
import { settle, startLoad } from "./load.mjs";
import { openOn, prepare, startOn } from "./server.mjs";

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Takes Redis away from a server under load, and brings it back, again and again: no request fails. */
export async function loseRedis({ losses }) {
  const port = await freePort();
  let redis = await startRedis(port);
  if (!redis) return { summary: "not run; there is no redis-server", faults: [] };
  const place = await newPlace("embedded");
  const book = newBook();
  const faults = [];
  try {
    const keys = await prepare(place);
    const server = await startOn(place, { RATE_LIMIT_ENABLED: "true", REDIS_URL: `redis://127.0.0.1:${port}` });
    const load = startLoad({ url: server.url, keys, book, run: "redis", workers: 16 });
    for (let loss = 0; loss < losses; loss++) {
      await progress(book, faults, "with Redis");
      await expectRedis(server, "ok", faults);
      const ended = once(redis, "exit");
      redis.kill("SIGKILL");
      await ended;
      await progress(book, faults, "without Redis");
      await expectRedis(server, "away", faults);
      redis = await startRedis(port);
    }
    await expectRedis(server, "ok", faults);
    await load.stop();
    await settle({ url: server.url, keys, book });
    if (book.refused > 0) faults.push(`${book.refused} requests had no answer`);
    if (book.unavailable > 0) faults.push(`${book.unavailable} requests were answered 503`);
    if ((await server.stop()) !== 0) faults.push("the server did not end by itself");
    const database = await openOn(place);
    faults.push(...(await compare(database, book)), ...book.faults);
    await database.close();
  } finally {
    redis?.kill("SIGKILL");
    await place.drop();
  }
  return { summary: `Redis lost ${losses} times under 16 callers, ${describeBook(book)}`, faults };
}

/** Requests are answered. */
async function progress(book, faults, when) {
  const before = book.requests;
  for (let waited = 0; waited < 10_000; waited += 50) {
    await pause(50);
    if (book.requests > before + 100) return;
  }
  faults.push(`requests were not answered ${when}`);
}

/** The server says how Redis is; it notices within a moment. */
async function expectRedis({ url }, wanted, faults) {
  let said;
  for (let waited = 0; waited < 10_000; waited += 100) {
    const { dependencies } = await (await fetch(`${url}/health/dependencies`)).json();
    said = dependencies.redis.status;
    if (said === wanted) return;
    await pause(100);
  }
  faults.push(`the server says that Redis is ${said} where it is ${wanted}`);
}

async function startRedis(port) {
  const parameters = ["--bind", "127.0.0.1", "--port", String(port), "--save", "", "--appendonly", "no"];
  const child = spawn("redis-server", parameters, { stdio: ["ignore", "pipe", "ignore"] });
  return new Promise((resolve) => {
    child.once("error", () => resolve(null));
    child.stdout.on("data", (chunk) => {
      if (/ready to accept/i.test(String(chunk))) resolve(child);
    });
  });
}
