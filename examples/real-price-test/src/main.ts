import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { serve } from "@hono/node-server";
import { createClient, type PricingClient } from "@pricewright/node";
import { EXPERIMENT, LIVE_EXPERIMENT, priceTest } from "./price-test.ts";
import { bundleIsland } from "./pricing-page/bundle-island.ts";
import { createPricingPage } from "./pricing-page/create-pricing-page.tsx";
import { decisionText, progressLine } from "./print.ts";
import { prepare, replay } from "./replay/replay.ts";
import { replayedEvents } from "./replay/replayed-events.ts";
import { type DemoServer, startDemoServer } from "./start-demo-server.ts";

const RESULTS_PORT = 3001;
const PAGE_PORT = 3002;

async function main(once: boolean): Promise<void> {
  const total = priceTest.visitors.reduce((sum, { visitors }) => sum + visitors, 0);
  say(`Pricewright demo: ${priceTest.name}, a real test with ${total.toLocaleString("en-US")} visitors.\n`);
  const server = await onFreePort("The results page", RESULTS_PORT, startDemoServer);
  const client = createClient({
    apiKey: server.secretKey,
    baseUrl: server.url,
    maximumWait: 250,
    onLost: (lost) => fail(`events were refused: ${JSON.stringify(lost)}`),
  });
  const closePage = once ? null : await startPricingPage(client, server);
  const stop = async () => {
    await closePage?.();
    await client.close().catch(() => {});
    await server.stop();
  };
  process.once("SIGINT", () => stop().then(() => process.exit(0)));
  process.once("SIGTERM", () => stop().then(() => process.exit(0)));

  await replayWithProgress(client);
  const response = await client.results(EXPERIMENT);
  say(`\nThe decision\n\n${decisionText(response)}\n`);
  if (once) return stop();
  say(
    `Two pages are running:\n  results       ${local(server.url)}/experiments/${EXPERIMENT}\n  pricing page  ${closePage?.url}\nPress Ctrl-C to stop.`,
  );
}

async function replayWithProgress(client: PricingClient): Promise<void> {
  await prepare(client);
  const events = replayedEvents();
  say(`Replaying it through the HTTP API, ${events.length.toLocaleString("en-US")} events:`);
  const interactive = process.stdout.isTTY;
  let printed = -1;
  const { seconds } = await replay(client, events, (progress) => {
    if (interactive) process.stdout.write(`\r${progressLine(progress)}   `);
    // Where lines cannot be rewritten, one line for each tenth.
    else if (Math.floor((progress.sent / progress.total) * 10) > printed) {
      printed = Math.floor((progress.sent / progress.total) * 10);
      say(progressLine(progress));
    }
  });
  say(
    `${interactive ? "\n" : ""}Stored and folded in ${seconds.toFixed(1)} s, ${Math.round(events.length / seconds).toLocaleString("en-US")} events a second.`,
  );
}

async function startPricingPage(
  client: PricingClient,
  server: DemoServer,
): Promise<(() => Promise<void>) & { url: string }> {
  const app = createPricingPage({
    evaluate: (visitor) => client.pricingDocument({ id: visitor }, { experiments: [LIVE_EXPERIMENT] }),
    track: ({ visitor, ...exposure }) => {
      client.track({ type: "exposure", unit: { kind: "visitor", id: visitor }, ...exposure });
    },
    script: await bundleIsland(),
    styles: readFileSync(createRequire(import.meta.url).resolve("@pricewright/react/styles.css"), "utf8"),
    resultsUrl: `${local(server.url)}/experiments/${LIVE_EXPERIMENT}`,
  });
  return onFreePort("The pricing page", PAGE_PORT, (port) => listen(app.fetch, port));
}

function listen(
  fetch: Parameters<typeof serve>[0]["fetch"],
  port: number,
): Promise<"port-taken" | ((() => Promise<void>) & { url: string })> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: "127.0.0.1", port }, (address) => {
      const close = () => new Promise<void>((closed) => server.close(() => closed()));
      resolve(Object.assign(close, { url: `http://localhost:${address.port}` }));
    });
    server.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve("port-taken") : reject(error),
    );
  });
}

/** Starts something on its usual port, or near it where that is taken, and says so. */
async function onFreePort<Started>(
  name: string,
  port: number,
  start: (port: number) => Promise<Started | "port-taken">,
): Promise<Started> {
  for (const candidate of [port, port + 10, port + 20, 0]) {
    const started = await start(candidate);
    if (started !== "port-taken") return started;
    const next = candidate === port + 20 ? "any free port" : `port ${candidate + 10}`;
    say(`${name} would be on port ${candidate}, but another program has it; trying ${next}.`);
  }
  throw new Error("no free port was found");
}

function local(url: string): string {
  return url.replace("127.0.0.1", "localhost");
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(message: string): void {
  process.stderr.write(`The demo went wrong: ${message}\n`);
  process.exitCode = 1;
}

main(process.argv.includes("--once")).catch((error: unknown) => {
  fail(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
});
