import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What is published, in the order of its dependencies. */
export const PUBLISHED = ["core", "node", "react", "server"];

/** @typedef {{ name: string, version: string, license: string | undefined, needs: string[], own: boolean }} Package */

/**
 * Everything that is installed with a published package: its dependencies and theirs, as they lie in `node_modules`.
 *
 * @returns {Map<string, Package>} By `name@version`.
 */
export function productionPackages(names = PUBLISHED) {
  const found = new Map();
  for (const name of names) follow(join(root, "packages", name), found);
  return found;
}

function follow(folder, found) {
  const facts = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const { name, version, license, licenses, dependencies = {}, optionalDependencies = {} } = facts;
  const id = `${name}@${version}`;
  if (found.has(id)) return id;
  const own = folder.startsWith(join(root, "packages"));
  const entry = { name, version, license: license ?? licenses?.[0]?.type, needs: [], own };
  found.set(id, entry);
  // A workspace's dependencies lie below it, those of what was installed beside it.
  const beside = own ? join(folder, "node_modules") : name.includes("/") ? dirname(dirname(folder)) : dirname(folder);
  for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const place = join(beside, dependency);
    if (existsSync(place)) entry.needs.push(follow(realpathSync(place), found));
    else if (!(dependency in optionalDependencies))
      throw new Error(`${id} needs ${dependency}, which is not installed.`);
  }
  return id;
}
