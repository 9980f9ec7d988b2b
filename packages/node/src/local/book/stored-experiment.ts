import type { Allocation, Experiment } from "@pricewright/core";
import type { RecordedExperiment, Revision } from "@pricewright/core/recording";

/** An experiment as a store keeps it. */
export interface StoredExperiment extends RecordedExperiment {
  readonly allocation: Allocation;
  readonly revisions: readonly Revision[];
}

/** A stored experiment as assignment sees it. */
export function definitionOf(experiment: Omit<StoredExperiment, "revisions">): Experiment {
  const { key, salt, status, control, variants, coverage, allocation, revision, winner, settings } = experiment;
  const { audience, layer, holdout, eligibility, forced } = settings;
  return {
    key,
    salt,
    status: status === "archived" ? "completed" : status,
    control,
    variants,
    coverage,
    allocation,
    revision,
    ...(winner === null ? {} : { winner }),
    ...(audience === undefined ? {} : { audience }),
    ...(layer === undefined ? {} : { layer }),
    ...(holdout === undefined ? {} : { holdout }),
    ...(eligibility === undefined ? {} : { eligibility }),
    ...(forced === undefined ? {} : { forced }),
  };
}
