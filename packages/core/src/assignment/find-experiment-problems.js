import { allocationOf } from "./allocation-of.ts";
/** Everything wrong with one experiment, at once. */
export function findExperimentProblems(experiment, path = []) {
  const problems = [];
  const { key, salt, variants, control, winner } = experiment;
  for (const [field, value] of [["key", key], ["salt", salt ?? key], ...variants.map(({ key }) => ["variants", key])]) {
    if (!/^[\w.-]{1,128}$/.test(value)) {
      problems.push(
        problem(
          [...path, field],
          "invalid-key",
          `"${value}" is not a key; use 1 to 128 letters, digits, dots, dashes or underscores`,
        ),
      );
    }
  }
  const keys = variants.map((variant) => variant.key);
  if (new Set(keys).size !== keys.length) {
    problems.push(
      problem(
        [...path, "variants"],
        "duplicate-variant",
        `experiment "${key}" has two variants of one name (${keys.join(", ")}); rename one`,
      ),
    );
  }
  for (const [field, value] of [
    ["control", control],
    ["winner", winner],
  ]) {
    if (value !== undefined && !keys.includes(value)) {
      problems.push(
        problem(
          [...path, field],
          "unknown-variant",
          `the ${field} "${value}" of experiment "${key}" is not one of its variants (${keys.join(", ")})`,
        ),
      );
    }
  }
  try {
    allocationOf(experiment);
  } catch (error) {
    problems.push(
      problem([...path, "variants"], "invalid-allocation", `experiment "${key}": ${error.message.replace(/\.$/, "")}`),
    );
  }
  return problems;
}
export function problem(path, code, message) {
  return { path, code, message };
}
