import { areRanges } from "./are-ranges.ts";
import { checkPair } from "./check-pair.ts";
import type { Experiment } from "./experiment.ts";
import type { Report } from "./report.ts";

/** Reports everything wrong with an experiment, by itself and next to the ones before it in the list. */
export function checkExperiment(experiment: Experiment, before: readonly Experiment[], report: Report): void {
  checkKeys(experiment, report);
  checkVariants(experiment, report);
  checkNumbers(experiment, report);
  for (const other of before) checkPair(experiment, other, report);
}

const KEY = /^[\w.-]{1,128}$/;

function checkKeys({ key, salt, variants, layer, holdout }: Experiment, report: Report): void {
  const names: [path: (string | number)[], name: unknown][] = [
    [["key"], key],
    [["salt"], salt ?? "ok"],
    [["layer", "key"], layer ? layer.key : "ok"],
    [["holdout", "key"], holdout ? holdout.key : "ok"],
    ...variants.map((variant, index): [(string | number)[], unknown] => [["variants", index, "key"], variant.key]),
  ];
  for (const [path, name] of names) {
    if (typeof name !== "string" || !KEY.test(name)) {
      report(path, "invalid-key", `"${name}" is not a key. Use 1 to 128 letters, digits, dots, dashes or underscores.`);
    }
  }
}

function checkVariants({ variants, control, winner, forced }: Experiment, report: Report): void {
  const keys = variants.map(({ key }) => key);
  const list = keys.join(", ");
  keys.forEach((key, index) => {
    if (keys.indexOf(key) < index)
      report(["variants"], "duplicate-variant", `"${key}" names two variants (${list}). Rename one.`);
  });
  const named: [path: string[], name: string | undefined][] = [
    [["control"], control],
    [["winner"], winner],
    ...Object.entries(forced ?? {}).map(([id, name]): [string[], string] => [["forced", id], name]),
  ];
  for (const [path, name] of named) {
    if (name !== undefined && !keys.includes(name))
      report(path, "unknown-variant", `"${name}" is not one of the variants. Use one of ${list}.`);
  }
}

function checkNumbers({ allocation, variants, layer, holdout, revision = 1 }: Experiment, report: Report): void {
  const remedy = "Give whole slots from 0 to 10000, in order and without overlap";
  if (allocation && !(areRanges(allocation) && allocation.every(({ variant }) => variants[variant])))
    report(
      ["allocation"],
      "invalid-allocation",
      `does not hold ranges of the variants. ${remedy}, as allocate makes them.`,
    );
  if (layer && !areRanges(layer.ranges))
    report(["layer", "ranges"], "invalid-layer", `is not a list of ranges. ${remedy}.`);
  if (holdout && !(holdout.share >= 0 && holdout.share <= 1))
    report(["holdout", "share"], "invalid-holdout", `is ${holdout.share}. Give a share from 0 to 1.`);
  if (!Number.isInteger(revision) || revision < 1)
    report(["revision"], "invalid-revision", `is ${revision}. Give 1, and one more after every change.`);
}
