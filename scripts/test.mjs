import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Suites that need something npm does not bring, and how to have them run too. */
const OPTIONAL = [
  {
    project: "server-postgresql",
    present: Boolean(process.env.TEST_DATABASE_URL),
    wanted: "TEST_DATABASE_URL, such as postgres://postgres@127.0.0.1/postgres",
  },
  {
    project: "redis",
    present: Boolean(process.env.TEST_REDIS_URL),
    wanted: "TEST_REDIS_URL, such as redis://127.0.0.1:6379",
  },
  {
    project: "browser",
    present: existsSync(process.env.CHROMIUM_PATH ?? "/usr/bin/chromium"),
    wanted: "Chromium, by CHROMIUM_PATH where it is not /usr/bin/chromium",
  },
];

build();
const missing = OPTIONAL.filter(({ present }) => !present);
const left = missing.map(({ project }) => `--project=!${project}`);
const { status } = spawnSync(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", ...left, ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit" },
);
for (const { project, wanted } of missing) console.log(`Not run: ${project}. It needs ${wanted}.`);
if (process.env.CI && missing.length > 0) {
  console.error("In CI every suite must run.");
  process.exit(1);
}
process.exit(status ?? 1);
