import type { ExperimentResource } from "../api/experiments.ts";
import type { RecordedExperiment } from "./recorded-experiment.ts";

/** A stored experiment as the API returns it. */
export function toExperimentResource(experiment: RecordedExperiment): ExperimentResource {
  const { key, name, salt, status, control, coverage, revision, weightEpoch, version, catalogVersion } = experiment;
  return {
    key,
    name,
    salt,
    status,
    control,
    variants: experiment.variants.map(({ weight = 1, prices = [], ...variant }) => ({ ...variant, weight, prices })),
    coverage,
    revision,
    weightEpoch,
    version,
    catalogVersion,
    winner: experiment.winner,
    startAt: isoOrNull(experiment.startAt),
    startedAt: isoOrNull(experiment.startedAt),
    endedAt: isoOrNull(experiment.endedAt),
    ...experiment.settings,
  };
}

function isoOrNull(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
