import { fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** Starts a process that answers every POST with the given text, by the same framework and nothing more. */
export async function startBare(text) {
  const child = fork(fileURLToPath(import.meta.url), [text]);
  const [port] = await once(child, "message");
  return {
    url: `http://127.0.0.1:${port}`,
    processId: child.pid,
    stop: async () => {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) {
  const require = createRequire(new URL("../../packages/server/package.json", import.meta.url));
  const { Hono } = require("hono");
  const { serve } = require("@hono/node-server");
  const text = process.argv[2];
  const app = new Hono().post("/v1/evaluate", (context) =>
    context.body(text, 200, { "content-type": "application/json" }),
  );
  serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => process.send(port));
}
