// Packs every published package, installs the tarballs in an empty project with npm, imports every entry, and
// starts the installed server.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PACKAGES, packPackages, run } from "./pack-packages.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = mkdtempSync(join(tmpdir(), "pricewright-tarballs-"));

/** Paths of an exports map that can be imported. */
function entriesOf(name) {
  const { exports } = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));
  return Object.keys(exports)
    .filter((path) => !path.endsWith(".json") && !path.endsWith(".css"))
    .map((path) => `@pricewright/${name}${path.slice(1)}`);
}

async function startsAndAnswers() {
  const server = spawn(
    process.execPath,
    [join(folder, "node_modules/@pricewright/server/bin/pricewright.js"), "serve"],
    {
      cwd: folder,
      env: { ...process.env, PORT: "0", LOG_LEVEL: "error" },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  try {
    const url = await new Promise((resolve, reject) => {
      let text = "";
      server.stdout.on("data", (chunk) => {
        text += chunk;
        const found = /http:\/\/[\d.]+:\d+/.exec(text)?.[0];
        if (found && text.includes("publishable")) resolve(found);
      });
      server.on("exit", (code) => reject(new Error(`the installed server ended with ${code}`)));
    });
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
  process.stdout.write(run(process.execPath, ["imports.mjs"], folder));
  await startsAndAnswers();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
