import type { Problem } from "../errors/pricewright-error.ts";
import type { AssignerOptions } from "./assigner-options.ts";
import { checkExperiment } from "./check-experiment.ts";
import { compileExperiment } from "./compile-experiment.ts";
import type { Experiment } from "./experiment.ts";
import type { Report } from "./report.ts";

/**
 * Everything wrong with a list of experiments, at once: what `createAssigner` throws, as data. Empty when they
 * can be used.
 *
 * @example
 * findExperimentProblems([experiment, draft]).map(({ message }) => message);
 */
export function findExperimentProblems(experiments: readonly Experiment[], options: AssignerOptions = {}): Problem[] {
  const problems: Problem[] = [];
  experiments.forEach((experiment, index) => {
    const report: Report = (path, code, message) => {
      problems.push({ path: [index, ...path], code, message: `"${experiment.key}" ${path.join(".")}: ${message}` });
    };
    checkExperiment(experiment, experiments.slice(0, index), report);
    compileExperiment(experiment, options, report);
  });
  return problems;
}
