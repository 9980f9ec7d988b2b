import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
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

let failed = false;
for (const project of PROJECTS) {
  const { status } = spawnSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", project], {
    cwd: root,
    stdio: "inherit",
  });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
