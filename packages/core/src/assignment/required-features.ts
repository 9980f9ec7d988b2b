import type { Experiment } from "./experiment.ts";

const FEATURES = ["audience", "eligibility", "forced", "hash", "holdout", "layer"] as const;

/** What an SDK must know to assign an experiment as meant: goes into its `requires`. */
export function requiredFeatures(experiment: Experiment): string[] {
  return FEATURES.filter((feature) => experiment[feature] !== undefined);
}
