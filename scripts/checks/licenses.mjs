// Whoever installs Pricewright gets these licences with it, and no others.
import { productionPackages } from "../release/production-packages.mjs";

const ALLOWED = new Set([
  "MIT",
  "ISC",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "Unlicense",
  "BlueOak-1.0.0",
]);

/** Whether an SPDX expression lets one take allowed licences only. */
function isAllowed(expression = "") {
  const choices = expression.replace(/[()]/g, "").split(" OR ");
  return choices.some((choice) => choice.split(" AND ").every((license) => ALLOWED.has(license.trim())));
}

const packages = [...productionPackages()];
const refused = packages.filter(([, { license }]) => !isAllowed(license));
for (const [id, { license }] of refused) console.log(`${id}: ${license ?? "no licence"} is not on the list`);
const counts = Map.groupBy(packages, ([, { license }]) => license);
console.log([...counts].map(([license, { length }]) => `${length} ${license}`).join(", "));
process.exitCode = refused.length === 0 ? 0 : 1;
