import type { Problem } from "../errors/pricewright-error.ts";
import { allocationOf } from "./allocation-of.ts";
import type { Experiment } from "./experiment.ts";

/** Everything wrong with one experiment, at once. */
export function findExperimentProblems(experiment: Experiment, path: Problem["path"] = []): Problem[] {
  const problems: Problem[] = [];
  const { key, salt = key, control, winner = control } = experiment;
  const keys = experiment.variants.map((variant) => variant.key);
  const add = (field: string, code: string, message: string) =>
    problems.push({ path: [...path, field], code, message });
  const checkKey = (field: string, value: string) => {
    if (!/^[\w.-]{1,128}$/.test(value)) {
      add(field, "invalid-key", `"${value}" is not a key; use 1 to 128 letters, digits, dots, dashes or underscores`);
    }
  };
  const checkVariant = (field: string, value: string) => {
    if (!keys.includes(value)) {
      add(field, "unknown-variant", `the ${field} "${value}" of "${key}" is not one of its variants (${keys})`);
    }
  };
  checkKey("key", key);
  if (salt !== key) checkKey("salt", salt);
  for (const value of keys) checkKey("variants", value);
  if (new Set(keys).size !== keys.length) {
    add("variants", "duplicate-variant", `two variants of "${key}" have one name (${keys}); rename one`);
  }
  checkVariant("control", control);
  if (winner !== control) checkVariant("winner", winner);
  try {
    allocationOf(experiment);
  } catch (error) {
    add("variants", "invalid-allocation", `"${key}": ${(error as Error).message.slice(0, -1)}`);
  }
  return problems;
}
