// The documentation as a site: reference of the packages from their comments, llms.txt, and VitePress over all of it.
//
//   pnpm docs:build   # writes docs/.vitepress/dist
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageReference } from "./package-reference.mjs";
import { writeLlms } from "./write-llms.mjs";

const docs = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "docs");
const vitepress = createRequire(join(docs, "package.json")).resolve("vitepress/package.json");

await packageReference(docs);
writeLlms(docs);
const { status } = spawnSync(process.execPath, [join(dirname(vitepress), "bin/vitepress.js"), "build", docs], {
  stdio: "inherit",
});
process.exit(status ?? 1);
