// What can be said of dependencies without a network: each is pinned by its content, comes from the registry, and was not
// withdrawn by its author; nothing may run code when it is installed that is not named.
import { readFileSync } from "node:fs";
import { parse } from "yaml";

const read = (name) => parse(readFileSync(new URL(`../../${name}`, import.meta.url), "utf8"));
const { packages, importers } = read("pnpm-lock.yaml");
const faults = [];
for (const [id, { resolution, deprecated }] of Object.entries(packages)) {
  if (!/^sha512-/.test(resolution.integrity ?? "")) faults.push(`${id}: nothing says what it holds`);
  if (resolution.tarball || resolution.repo) faults.push(`${id}: it is not from the registry`);
  if (deprecated) faults.push(`${id}: deprecated: ${deprecated}`);
}
for (const [place, { dependencies = {}, devDependencies = {} }] of Object.entries(importers))
  for (const [name, { specifier }] of Object.entries({ ...dependencies, ...devDependencies }))
    if (/^(git|https?|file|github):|\*$/.test(specifier) && !specifier.startsWith("workspace:"))
      faults.push(`${place}: ${name} ${specifier} is no range of versions`);
const { onlyBuiltDependencies } = read("pnpm-workspace.yaml");
console.log(
  `${Object.keys(packages).length} packages; ${onlyBuiltDependencies.join(", ")} may run code when installed`,
);
for (const fault of faults) console.log(`FAULT ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
