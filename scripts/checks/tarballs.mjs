// Packs every published package, installs the tarballs in an empty project with npm, and on each Node that they say they
// run on imports every entry, starts the installed server, and runs an app that uses it.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PACKAGES, packPackages, run } from "./pack-packages.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = mkdtempSync(join(tmpdir(), "pricewright-tarballs-"));

/** What an app does: a price list, a test of two prices, what people see and buy, the result. */
const APP = `
import assert from "node:assert";
import { assign } from "@pricewright/core";
import { createClient } from "@pricewright/node";

const { PRICEWRIGHT_KEY: apiKey, PRICEWRIGHT_URL: baseUrl } = process.env;
const pricing = createClient({ apiKey, baseUrl });
const price = (amount) => ({ id: "pro-" + amount, amount, interval: "month", listed: amount === "39" });
await pricing.publishCatalog({ currency: "USD", plans: [{ id: "pro", name: "Pro", prices: [price("39"), price("59")] }] });
const variants = [{ key: "low", prices: ["pro-39"] }, { key: "high", prices: ["pro-59"] }];
const experiment = { key: "pro-price", salt: "s", control: "low", variants };
await pricing.createExperiment({ ...experiment, startedAt: new Date(Date.now() - 60_000).toISOString() });
const { assignments, quote } = await pricing.evaluate({ kind: "account", id: "a_1" });
assert.equal(assignments[0].variant, assign({ ...experiment, status: "running" }, { id: "a_1" }).variant);
assert.equal(typeof quote, "string");
await pricing.close();
`;

/** Paths of an exports map that can be imported. */
function entriesOf(name) {
  const { exports } = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));
  return Object.keys(exports)
    .filter((path) => !path.endsWith(".json") && !path.endsWith(".css"))
    .map((path) => `@pricewright/${name}${path.slice(1)}`);
}

/** The oldest and the newest release of Node that packages are for, as npm has them. */
function nodes() {
  const oldest = join(folder, "oldest");
  mkdirSync(oldest);
  writeFileSync(join(oldest, "package.json"), "{}");
  run("npm", ["install", "node@22", "--no-audit", "--no-fund", "--loglevel=error"], oldest);
  return [join(oldest, "node_modules/node/bin/node"), process.execPath];
}

async function startsAndAnswers(node) {
  const server = spawn(node, [join(folder, "node_modules/@pricewright/server/bin/pricewright.js"), "serve"], {
    cwd: folder,
    env: { ...process.env, PORT: "0", LOG_LEVEL: "error", PRICEWRIGHT_DATA: mkdtempSync(join(folder, "data-")) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    let written = "";
    const url = await new Promise((resolve, reject) => {
      server.stdout.on("data", (chunk) => {
        written += chunk;
        const found = /http:\/\/[\d.]+:\d+/.exec(written)?.[0];
        if (found && written.includes("publishable")) resolve(found);
      });
      server.on("exit", (code) => reject(new Error(`the installed server ended with ${code}`)));
    });
    const PRICEWRIGHT_KEY = /pw_sk_\w+/.exec(written)[0];
    run(node, ["app.mjs"], folder, { PRICEWRIGHT_KEY, PRICEWRIGHT_URL: url });
    console.log("an app that tests a price: good");
    for (const [path, expected] of [
      ["/health", '"status":"ok"'],
      ["/", "<div id="],
      ["/docs", "swagger-ui"],
      ["/docs/swagger-ui.css", ".swagger-ui"],
      ["/openapi.json", "/v1/evaluate"],
    ]) {
      const body = await (await fetch(url + path)).text();
      if (!body.includes(expected)) throw new Error(`${path} of the installed server does not hold ${expected}`);
      console.log(`${path}: good`);
    }
  } finally {
    server.removeAllListeners("exit");
    const ended = new Promise((resolve) => server.on("exit", resolve));
    server.kill("SIGTERM");
    await ended;
  }
}

try {
  const dependencies = packPackages(folder);
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({
      private: true,
      type: "module",
      dependencies: { ...dependencies, react: "^19", "react-dom": "^19" },
      overrides: dependencies,
    }),
  );
  run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], folder);
  const entries = PACKAGES.flatMap(entriesOf);
  writeFileSync(
    join(folder, "imports.mjs"),
    entries
      .map(
        (entry) =>
          `{ const entry = await import(${JSON.stringify(entry)}); if (Object.keys(entry).length === 0) throw new Error("nothing in ${entry}"); console.log("${entry}: good"); }`,
      )
      .join("\n"),
  );
  writeFileSync(join(folder, "app.mjs"), APP);
  for (const node of nodes()) {
    console.log(`Node ${run(node, ["--version"], folder).trim()}`);
    process.stdout.write(run(node, ["imports.mjs"], folder));
    await startsAndAnswers(node);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
