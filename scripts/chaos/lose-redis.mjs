import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { newPlace } from "./databases.mjs";
import { startOn } from "./server.mjs";

/** Takes Redis away from a running server, and brings it back: no request fails. */
export async function loseRedis() {
  const port = await freePort();
  let redis = await startRedis(port);
  if (!redis) return { summary: "not run; there is no redis-server", faults: [] };
  const place = await newPlace("embedded");
  const faults = [];
  let requests = 0;
  try {
    const server = await startOn(place, { RATE_LIMIT_ENABLED: "true", REDIS_URL: `redis://127.0.0.1:${port}` });
    const call = async (count) => {
      for (let index = 0; index < count; index++) {
        const started = performance.now();
        const response = await fetch(`${server.url}/v1/experiments`, {
          headers: { authorization: `Bearer ${server.secretKey}` },
        });
        await response.arrayBuffer();
        requests++;
        if (response.status !== 200) faults.push(`answered ${response.status}`);
        if (performance.now() - started > 2000) faults.push("an answer took longer than 2 s");
      }
    };
    await call(50);
    const ended = once(redis, "exit");
    redis.kill("SIGKILL");
    await ended;
    await call(200);
    redis = await startRedis(port);
    await call(50);
    await server.stop();
  } finally {
    redis?.kill("SIGKILL");
    await place.drop();
  }
  return { summary: `${requests} requests with Redis, without it and with it again`, faults };
}

async function startRedis(port) {
  const child = spawn("redis-server", ["--port", String(port), "--save", "", "--appendonly", "no"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  return new Promise((resolve) => {
    child.once("error", () => resolve(null));
    child.stdout.on("data", (chunk) => {
      if (/ready to accept/i.test(String(chunk))) resolve(child);
    });
  });
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
