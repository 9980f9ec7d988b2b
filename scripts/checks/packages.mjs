// Publint and are-the-types-wrong on every published package.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const bin = join(root, "node_modules", ".bin");
let failed = false;

for (const name of ["core", "node", "react", "server"]) {
  const folder = join(root, "packages", name);
  console.log(`\n${name}`);
  for (const [tool, args] of [
    ["publint", [folder, "--pack", "npm", "--strict"]],
    // A stylesheet has no types.
    ["attw", ["--pack", folder, "--profile", "esm-only", "--exclude-entrypoints", "styles.css", "--format", "ascii"]],
  ]) {
    const { status, stdout, stderr } = spawnSync(join(bin, tool), args, { cwd: root, encoding: "utf8" });
    if (status !== 0) {
      failed = true;
      console.log(`${tool}: failed\n${stdout}${stderr}`);
    } else console.log(`${tool}: good`);
  }
}
process.exit(failed ? 1 : 0);
