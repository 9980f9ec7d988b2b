// Deletes from a folder that `pnpm deploy` made what its package does not need: pnpm also links optional peers, such as test
// runners, that are in the workspace for other reasons.
//
//   node keep-needed.mjs /app
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

const root = realpathSync(process.argv[2] ?? ".");
const store = join(root, "node_modules/.pnpm");
const needed = new Set();
const seen = new Set();

/** Follows what a package needs; its dependencies lie beside it, the root's own below it. */
function follow(folder) {
  if (seen.has(folder)) return;
  seen.add(folder);
  if (folder.startsWith(store)) needed.add(folder.slice(store.length + 1).split("/")[0]);
  const facts = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const {
    name,
    dependencies = {},
    optionalDependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
  } = facts;
  const beside =
    folder === root ? join(root, "node_modules") : name.includes("/") ? dirname(dirname(folder)) : dirname(folder);
  const peers = Object.keys(peerDependencies).filter((peer) => !peerDependenciesMeta[peer]?.optional);
  for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies }).concat(peers)) {
    const place = join(beside, dependency);
    if (existsSync(place)) follow(realpathSync(place));
    else if (dependency in dependencies && !(dependency in optionalDependencies))
      throw new Error(`${dependency}, which ${name} needs, is not in ${beside}`);
  }
}

follow(root);
const entries = readdirSync(store).filter((entry) => entry !== "node_modules" && !entry.endsWith(".yaml"));
const gone = entries.filter((entry) => !needed.has(entry));
for (const entry of gone) rmSync(join(store, entry), { recursive: true });
rmSync(join(store, "node_modules"), { recursive: true, force: true });
console.log(`${needed.size} packages are needed, ${gone.length} were deleted`);
