// The documentation as a site: reference of the packages from their comments, llms.txt, and VitePress over all of it.
//
//   pnpm docs:build                        # writes docs/.vitepress/dist
//   pnpm docs:build --base /pricewright/   # for a site that is not at the top of its host
import { spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageReference } from "./package-reference.mjs";
import { writeLlms } from "./write-llms.mjs";

const docs = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "docs");
const require = createRequire(join(docs, "package.json"));
const vitepress = require.resolve("vitepress/package.json");

await packageReference(docs);
writeLlms(docs);
// Answers what the live examples send. It has to be of the same version as the rest of msw, and a file of its own.
copyFileSync(require.resolve("msw/mockServiceWorker.js"), join(docs, "public/mockServiceWorker.js"));
const { status } = spawnSync(
  process.execPath,
  [join(dirname(vitepress), "bin/vitepress.js"), "build", docs, ...process.argv.slice(2)],
  {
    stdio: "inherit",
  },
);
process.exit(status ?? 1);
