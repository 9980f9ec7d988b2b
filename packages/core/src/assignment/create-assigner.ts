import { checkExperiment } from "#check-experiment";
import { PricewrightError, type Problem } from "../errors/pricewright-error.ts";
import type { AssignerOptions } from "./assigner-options.ts";
import type { Assignment } from "./assignment.ts";
import { compileExperiment } from "./compile-experiment.ts";
import type { Experiment } from "./experiment.ts";
import type { Report } from "./report.ts";
import type { Unit } from "./unit.ts";

/** Assigns units to the variants of a fixed set of experiments. */
export interface Assigner<E extends Experiment> {
  /**
   * The variant a unit gets, and why. Never throws: what cannot be assigned gets the control, and an
   * experiment nobody knows gets the variant `"control"`.
   */
  assign<Key extends E["key"]>(
    experiment: Key | (string & {}),
    unit: Unit,
  ): Assignment<VariantKeyOf<ExperimentWith<E, Key>> | "control">;
}

/** The experiments of a union that a key may stand for. */
type ExperimentWith<E extends Experiment, Key> = E extends Experiment ? (Key extends E["key"] ? E : never) : never;

/** The keys of an experiment's variants, as a union. */
export type VariantKeyOf<E extends Experiment> = E["variants"][number]["key"];

/**
 * Prepares experiments for assignment: checks them all, then works out once whatever does not depend on the unit.
 *
 * @throws PricewrightError `invalid-experiments` with every problem of every experiment.
 *
 * @example
 * const assigner = createAssigner([
 *   { key: "pro-price", status: "running", control: "price-39", variants: [{ key: "price-39" }, { key: "price-59" }] },
 * ]);
 * assigner.assign("pro-price", { id: "v_123" }).variant;
 */
export function createAssigner<const E extends Experiment>(
  experiments: readonly E[],
  options: AssignerOptions = {},
): Assigner<E> {
  const problems: Problem[] = [];
  const byKey = new Map<string, (unit: Unit) => Assignment>();
  experiments.forEach((experiment, index) => {
    const { key } = experiment;
    const report: Report = (path, code, message) => {
      problems.push({ path: [index, ...path], code, message: `"${key}" ${path.join(".")}: ${message}` });
    };
    checkExperiment(experiment, experiments.slice(0, index), report);
    byKey.set(key, compileExperiment(experiment, options, report));
  });
  if (problems[0])
    throw new PricewrightError("invalid-experiments", problems.map(({ message }) => message).join("\n"), { problems });
  return {
    assign(experiment, unit) {
      const decide = byKey.get(experiment);
      return (
        decide
          ? decide(unit)
          : { experiment, variant: "control", reason: "unknown-experiment", slot: null, counted: false }
      ) as Assignment<never>;
    },
  };
}

/**
 * Assigns one unit in one experiment. For many units prepare the experiment once with {@link createAssigner}.
 *
 * @throws PricewrightError `invalid-experiments` when the experiment itself is not usable.
 */
export function assign<const E extends Experiment>(
  experiment: E,
  unit: Unit,
  options?: AssignerOptions,
): Assignment<VariantKeyOf<E>> {
  return createAssigner<Experiment>([experiment], options).assign(experiment.key, unit) as Assignment<VariantKeyOf<E>>;
}
