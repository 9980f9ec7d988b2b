import type { ExperimentResource } from "@pricewright/core/api";

/** What is looked for. */
export interface ExperimentFilter {
  /** Words that all are in the name, the key, an arm or a price. */
  readonly search: string;
  /** A state; empty for all but archived ones. */
  readonly status: string;
}

/** The experiments that are looked for, the newest first. */
export function filterExperiments(
  experiments: readonly ExperimentResource[],
  { search, status }: ExperimentFilter,
): readonly ExperimentResource[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return experiments
    .filter((experiment) => (status === "" ? experiment.status !== "archived" : experiment.status === status))
    .filter((experiment) => words.every((word) => textOf(experiment).includes(word)))
    .toReversed();
}

function textOf({ key, name, variants }: ExperimentResource): string {
  return [key, name, ...variants.flatMap((variant) => [variant.key, ...variant.prices])].join(" ").toLowerCase();
}
