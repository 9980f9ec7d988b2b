import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const PACKAGES = ["core", "node", "react", "server"];

/** Packs every published package into a folder. Answers with what an app in that folder would depend on. */
export function packPackages(folder) {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const name of PACKAGES)
    run("npx", ["--yes", packageManager, "pack", "--pack-destination", folder], join(root, "packages", name));
  const tarballs = readdirSync(folder).filter((file) => file.endsWith(".tgz"));
  return Object.fromEntries(
    tarballs.map((file) => [`@pricewright/${/pricewright-(\w+)-/.exec(file)[1]}`, `file:./${file}`]),
  );
}

/** Runs a command to its end. Answers with what it wrote. */
export function run(command, args, cwd, variables = {}) {
  const env = { ...process.env, ...variables };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", env });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`);
}
