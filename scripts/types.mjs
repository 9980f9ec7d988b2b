import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const PROJECTS = [
  "packages/core",
  "packages/node",
  "packages/react",
  "packages/react/browser",
  "packages/server",
  "packages/server/dashboard",
  "packages/server/dashboard/browser",
  "docs",
  "examples/catalogs",
  "examples/deploy",
  "examples/express-byok",
  "examples/llm-credits",
  "examples/moving-in",
  "examples/nextjs",
  "examples/real-price-test",
  "examples/vite-checkout",
  // The code blocks of the docs and of comments are written out by their tests.
  "examples/documentation",
];

const waiting = [...PROJECTS];
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let project = waiting.shift(); project !== undefined; project = waiting.shift())
      if (!(await check(project))) process.exitCode = 1;
  }),
);

/** Says what is wrong with a project's types, and whether nothing is. */
async function check(project) {
  const child = spawn(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", project], { cwd: root });
  const [[status], said] = await Promise.all([once(child, "exit"), text(child.stdout)]);
  process.stdout.write(said);
  return status === 0;
}
