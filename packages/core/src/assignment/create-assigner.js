import { PricewrightError } from "../errors/pricewright-error.ts";
import { allocationOf } from "./allocation-of.ts";
import { findExperimentProblems, problem } from "./find-experiment-problems.ts";
import { slotOf } from "./slot.ts";
import { isUnitId } from "./unit.ts";
/**
 * Prepares experiments for assignment: checks them all, then works out each one's slots once.
 *
 * @throws PricewrightError `invalid-experiments` with every problem of every experiment.
 *
 * @example
 * const assigner = createAssigner([
 *   { key: "pro-price", status: "running", control: "price-39", variants: [{ key: "price-39" }, { key: "price-59" }] },
 * ]);
 * assigner.assign("pro-price", { id: "v_123" }).variant;
 */
export function createAssigner(experiments) {
  const problems = [];
  const byKey = new Map();
  experiments.forEach((experiment, index) => {
    const path = [index];
    if (byKey.has(experiment.key)) {
      problems.push(
        problem(
          [...path, "key"],
          "duplicate-experiment",
          `two experiments have the key "${experiment.key}"; rename one`,
        ),
      );
    }
    const found = findExperimentProblems(experiment, path);
    problems.push(...found);
    if (found.length === 0) byKey.set(experiment.key, compile(experiment));
  });
  if (problems.length > 0) {
    const list = problems.map(({ message }) => message).join("; ");
    throw new PricewrightError("invalid-experiments", `The experiments cannot be used: ${list}.`, { problems });
  }
  return {
    assign(key, unit) {
      const compiled = byKey.get(key);
      if (!compiled) return result(key, "control", "unknown-experiment", null);
      return decide(compiled, unit);
    },
  };
}
/**
 * Assigns one unit in one experiment. For many units prepare the experiment once with {@link createAssigner}.
 *
 * @throws PricewrightError `invalid-experiments` when the experiment itself is not usable.
 */
export function assign(experiment, unit) {
  return createAssigner([experiment]).assign(experiment.key, unit);
}
function compile(experiment) {
  return {
    experiment,
    salt: experiment.salt ?? experiment.key,
    allocation: allocationOf(experiment),
    keys: experiment.variants.map(({ key }) => key),
  };
}
function decide({ experiment, salt, allocation, keys }, unit) {
  const { key, control, status, winner } = experiment;
  if (!isUnitId(unit.id)) return result(key, control, "invalid-unit", null);
  if (status === "completed" && winner !== undefined) return result(key, winner, "concluded", null);
  if (status !== "running") return result(key, control, "not-running", null);
  const slot = slotOf(salt, unit.id);
  for (const range of allocation) {
    if (slot < range.to && slot >= range.from) return result(key, keys[range.variant], "assigned", slot);
  }
  return result(key, control, "not-covered", slot);
}
function result(experiment, variant, reason, slot) {
  return { experiment, variant, reason, slot, counted: reason === "assigned" };
}
