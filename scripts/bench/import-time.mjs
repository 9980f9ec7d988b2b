import { spawnSync } from "node:child_process";
import { median } from "simple-statistics";

const ROUNDS = 15;
const SCRIPT =
  "const started = performance.now(); await import(process.argv[1]); console.log(performance.now() - started);";

/** Milliseconds that an import of a built package takes in a process of its own: the median of several. */
export function importTime(name) {
  const times = Array.from({ length: ROUNDS }, () => {
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", SCRIPT, name], { encoding: "utf8" });
    return Number(stdout);
  });
  return median(times);
}
