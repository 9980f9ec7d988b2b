// Each page of the docs has an owner: the source that it must change with. `docs/owners.json` holds, for every page, the
// owner and a hash of it as it was when the page was last read again.
//
//   pnpm docs:seen guides/webhooks   # after reading the page again: it is right
import { createHash } from "node:crypto";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const list = join(root, "docs/owners.json");

/** Every page that people write. Decisions are of their day and stay as they are. */
export const pages = globSync("{start,concepts,guides,components,reference}/*.md", { cwd: join(root, "docs") })
  .map((path) => path.replace(/\.md$/, ""))
  .sort();

export function readOwners() {
  return JSON.parse(readFileSync(list, "utf8"));
}

export function hashOf(owner) {
  return createHash("sha256")
    .update(readFileSync(join(root, owner)))
    .digest("hex")
    .slice(0, 16);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const owners = readOwners();
  for (const page of process.argv.slice(2)) {
    if (!owners[page]) throw new Error(`${page} has no owner: add it to docs/owners.json`);
    owners[page].seen = hashOf(owners[page].owner);
  }
  writeFileSync(list, `${JSON.stringify(owners, null, 2)}\n`);
}
