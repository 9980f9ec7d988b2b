import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
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
    present: Boolean(process.env.TEST_REDIS_URL && process.env.TEST_DATABASE_URL),
    wanted: "TEST_DATABASE_URL, and TEST_REDIS_URL, such as redis://127.0.0.1:6379",
  },
  {
    project: "nats",
    present: ["/usr/sbin/nats-server", "/usr/bin/nats-server"].some((path) => existsSync(path)),
    wanted: "nats-server, as Debian packages it",
  },
  {
    project: "prometheus",
    present: existsSync("/usr/bin/prometheus"),
    wanted: "Prometheus, as Debian packages it",
  },
  {
    project: "pgbouncer",
    present: Boolean(process.env.TEST_DATABASE_URL) && existsSync("/usr/sbin/pgbouncer"),
    wanted: "TEST_DATABASE_URL, and PgBouncer as Debian packages it",
  },
  {
    project: "deploy",
    present: ["/usr/bin/go", "/usr/share/gocode/src/github.com/Masterminds/sprig", "/usr/bin/prometheus"].every(
      existsSync,
    ),
    wanted: "Go, sprig and Prometheus as Debian packages them; examples/deploy/README.md names the packages",
  },
  {
    project: "browser",
    present: existsSync(process.env.CHROMIUM_PATH ?? "/usr/bin/chromium"),
    wanted: "Chromium, by CHROMIUM_PATH where it is not /usr/bin/chromium",
  },
];

build();
const missing = OPTIONAL.filter(({ present }) => !present);
if (process.env.CI && missing.length > 0) {
  console.error(`In CI every suite runs. Missing: ${missing.map(({ wanted }) => wanted).join("; ")}.`);
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), "pricewright-tests-"));
const report = join(folder, "report.json");
const { status } = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...missing.map(({ project }) => `--project=!${project}`),
    // Of the built documentation, which takes a while: `pnpm docs:check`.
    "--project=!docs",
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: "inherit" },
);
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, "utf8"));
  for (const { project, wanted } of missing) console.log(`Not run here: ${project}. It needs ${wanted}.`);
  console.log(
    `${numPassedTests} passed, ${numFailedTests} failed${numPendingTests ? `, ${numPendingTests} skipped` : ""}`,
  );
  if (process.env.CI && (numPendingTests > 0 || numPassedTests === 0)) {
    console.error("In CI no test is skipped.");
    process.exit(1);
  }
}
rmSync(folder, { recursive: true });
process.exit(status ?? 1);
