import { PricewrightError, type Problem } from "../errors/pricewright-error.ts";
import type { Allocation } from "./allocate.ts";
import { allocationOf } from "./allocation-of.ts";
import type { Assignment, AssignmentReason } from "./assignment.ts";
import type { Experiment } from "./experiment.ts";
import { findExperimentProblems } from "./find-experiment-problems.ts";
import { slotOf } from "./slot.ts";
import { isUnitId, type Unit } from "./unit.ts";

/** Assigns units to the variants of a fixed set of experiments. */
export interface Assigner<E extends Experiment> {
  /**
   * The variant a unit gets, and why. Never throws: what cannot be assigned gets the control, and an
   * experiment nobody knows gets the variant `"control"`.
   */
  assign<Key extends E["key"]>(
    experiment: Key | (string & {}),
    unit: Unit,
  ): Assignment<VariantKeyOf<Extract<E, { key: Key }>> | "control">;
}

/** The keys of an experiment's variants, as a union. */
export type VariantKeyOf<E extends Experiment> = E["variants"][number]["key"];

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
export function createAssigner<const E extends Experiment>(experiments: readonly E[]): Assigner<E> {
  const problems: Problem[] = [];
  const byKey = new Map<string, CompiledExperiment>();
  experiments.forEach((experiment, index) => {
    const path = [index] as const;
    if (byKey.has(experiment.key)) {
      const message = `two experiments have the key "${experiment.key}"; rename one`;
      problems.push({ path: [...path, "key"], code: "duplicate-experiment", message });
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
      return decide(compiled, unit) as Assignment<never>;
    },
  };
}

/**
 * Assigns one unit in one experiment. For many units prepare the experiment once with {@link createAssigner}.
 *
 * @throws PricewrightError `invalid-experiments` when the experiment itself is not usable.
 */
export function assign<const E extends Experiment>(experiment: E, unit: Unit): Assignment<VariantKeyOf<E>> {
  return createAssigner<Experiment>([experiment]).assign(experiment.key, unit) as Assignment<VariantKeyOf<E>>;
}

interface CompiledExperiment {
  readonly experiment: Experiment;
  readonly salt: string;
  readonly allocation: Allocation;
  readonly keys: readonly string[];
}

function compile(experiment: Experiment): CompiledExperiment {
  return {
    experiment,
    salt: experiment.salt ?? experiment.key,
    allocation: allocationOf(experiment),
    keys: experiment.variants.map(({ key }) => key),
  };
}

function decide({ experiment, salt, allocation, keys }: CompiledExperiment, unit: Unit): Assignment {
  const { key, control, status, winner } = experiment;
  if (!isUnitId(unit.id)) return result(key, control, "invalid-unit", null);
  if (status === "completed" && winner !== undefined) return result(key, winner, "concluded", null);
  if (status !== "running") return result(key, control, "not-running", null);
  const slot = slotOf(salt, unit.id);
  for (const range of allocation) {
    if (slot < range.to && slot >= range.from) return result(key, keys[range.variant] as string, "assigned", slot);
  }
  return result(key, control, "not-covered", slot);
}

function result<Key extends string>(
  experiment: string,
  variant: Key,
  reason: AssignmentReason,
  slot: number | null,
): Assignment<Key> {
  return { experiment, variant, reason, slot, counted: reason === "assigned" };
}
