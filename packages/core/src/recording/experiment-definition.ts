import type { Allocation } from "../assignment/allocate.ts";
import type { Experiment } from "../assignment/experiment.ts";
import type { RecordedExperiment } from "./recorded-experiment.ts";

/** A kept experiment as assignment sees it. An archived one is completed. */
export function experimentDefinition(
  experiment: Pick<RecordedExperiment, Defining> & { readonly allocation: Allocation },
): Experiment {
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

type Defining = "key" | "salt" | "status" | "control" | "variants" | "coverage" | "revision" | "winner" | "settings";
