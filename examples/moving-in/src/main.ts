import { compare } from "./compare.ts";
import { growthbook } from "./growthbook.ts";
import { optimizely } from "./optimizely.ts";
import { unleash } from "./unleash.ts";

const VISITORS = 100_000;

let changedInAll = 0;
for (const system of [growthbook(), optimizely(), unleash()]) {
  console.log(system.name);
  for (const { experiment, arms, changed } of compare(system, VISITORS)) {
    const counts = [...arms].sort().map(([arm, count]) => `${arm} ${count.toLocaleString("en-US")}`);
    console.log(`  ${experiment}: ${counts.join(", ")}`);
    console.log(`  ${changed.length === 0 ? "Nobody" : changed.length} changed arm.`);
    changedInAll += changed.length;
  }
  for (const { path, message } of system.imported.notCarriedOver) console.log(`  - ${path.join(".")}: ${message}`);
  console.log("");
}
console.log(
  changedInAll === 0
    ? `${VISITORS.toLocaleString("en-US")} visitors of each system keep their arm.`
    : `${changedInAll} visitors would change arm.`,
);
process.exit(changedInAll === 0 ? 0 : 1);
