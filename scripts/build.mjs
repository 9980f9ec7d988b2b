import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "node_modules", ".pricewright-built");

/** In the order of their dependencies. */
const PROJECTS = ["packages/core", "packages/node", "packages/react", "packages/server", "examples/real-price-test"];

/** Builds every package, unless nothing changed since the last build. */
export function build() {
  const state = sourceState();
  if (
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === state &&
    PROJECTS.every((project) => existsSync(join(root, project, "dist")))
  )
    return;
  process.stdout.write("Building");
  for (const project of PROJECTS) {
    process.stdout.write(` ${project.split("/")[1]}`);
    run(project, "tsup", []);
    if (project === "packages/server") run(project, "vite", ["build", "dashboard"]);
  }
  process.stdout.write("\n");
  writeFileSync(stamp, state);
}

function run(project, tool, args) {
  const executable =
    [join(root, project), root].map((folder) => join(folder, "node_modules", ".bin", tool)).find(existsSync) ?? tool;
  const { status, stdout, stderr } = spawnSync(executable, args, {
    cwd: join(root, project),
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status === 0) return;
  process.stderr.write(`\n${stdout}${stderr}\nBuilding ${project} failed.\n`);
  process.exit(1);
}

/** A fingerprint of everything that goes into a build. */
function sourceState() {
  const files = [
    "packages/*/src/**/*",
    "packages/server/dashboard/**/*",
    "packages/*/*.{json,ts}",
    "examples/real-price-test/src/**/*",
    "examples/real-price-test/*.{json,ts}",
    "pnpm-lock.yaml",
  ]
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .filter((file) => !file.includes("node_modules") && statSync(join(root, file)).isFile())
    .sort();
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
