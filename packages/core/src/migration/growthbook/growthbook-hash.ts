import type { GrowthBookHash } from "../foreign-hash.ts";
import type { Obstacle, Path } from "../import-result.ts";
import { type BucketRange, bucketRanges } from "./bucket-ranges.ts";
import { type GrowthBookFilter, namespaceFilter } from "./filter.ts";
import type { GrowthBookExperiment } from "./payload.ts";

/** How GrowthBook buckets an experiment, with its defaults filled in: hash version 1, and the key as the seed. */
export function growthBookHash(
  experiment: GrowthBookExperiment,
  key: string,
  path: Path,
  obstacle: Obstacle,
): GrowthBookHash {
  const version = experiment.hashVersion || 1;
  if (!isVersion(version)) {
    obstacle([...path, "hashVersion"], "unknown-hash-version", `there is no hash version ${version}`);
  }
  const filters = filtersOf(experiment, path, obstacle);
  return {
    rule: version === 2 ? "growthbook-2" : "growthbook-1",
    seed: experiment.seed || key,
    ranges: rangesOf(experiment),
    ...(filters.length > 0 && { filters }),
  };
}

/** One range a variation. GrowthBook ignores ranges beyond the variations, and a variation without one gets nobody. */
function rangesOf({ variations, ranges, coverage, weights }: GrowthBookExperiment): readonly BucketRange[] {
  const count = variations?.length ?? 0;
  if (!ranges) return bucketRanges(count, coverage, weights);
  return Array.from({ length: count }, (_, index) => ranges[index] ?? [0, 0]);
}

function filtersOf(experiment: GrowthBookExperiment, path: Path, obstacle: Obstacle): GrowthBookFilter[] {
  const { filters, namespace, hashAttribute } = experiment;
  if (!filters) return namespace ? [namespaceFilter(namespace)] : [];
  return filters.map(({ seed, attribute, hashVersion, ranges }, index) => {
    const here = [...path, "filters", index];
    const version = hashVersion || 2;
    if ((attribute || "id") !== (hashAttribute || "id")) {
      obstacle(here, "two-attributes", `it hashes ${hashAttribute || "id"}, and its filter ${attribute || "id"}`);
    }
    if (!isVersion(version)) obstacle(here, "unknown-hash-version", `there is no hash version ${version}`);
    return { seed: String(seed), hashVersion: version === 1 ? 1 : 2, ranges };
  });
}

function isVersion(version: number): version is 1 | 2 {
  return version === 1 || version === 2;
}
