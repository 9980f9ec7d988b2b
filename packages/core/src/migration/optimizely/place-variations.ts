import type { OptimizelyHash } from "../foreign-hash.ts";
import type { Path } from "../import-result.ts";
import type { OptimizelyExperiment, OptimizelyGroup, OptimizelyVariation } from "./datafile.ts";
import { rangesByEntity, type TrafficRange } from "./traffic.ts";

/** One experiment, where it is, and the group that it is in. */
export interface Source {
  readonly experiment: OptimizelyExperiment;
  readonly path: Path;
  readonly group: OptimizelyGroup | null;
}

/** A variation and the buckets that lead to it. */
export interface Placed {
  readonly variation: OptimizelyVariation;
  readonly ranges: readonly TrafficRange[];
}

/** Variations in the order of their buckets, and those without traffic at the end. */
export function placeVariations({ experiment }: Source): Placed[] {
  const byEntity = rangesByEntity(experiment.trafficAllocation);
  const placed = experiment.variations.map((variation) => ({ variation, ranges: byEntity.get(variation.id) ?? [] }));
  const first = ({ ranges }: Placed) => ranges[0]?.[0] ?? 10_000;
  return placed.sort((a, b) => first(a) - first(b));
}

/** How many of the 10,000 buckets lead to a variation. */
export function bucketCount({ ranges }: Placed): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** How Optimizely buckets an experiment whose variations were placed. */
export function optimizelyHash({ experiment, group }: Source, placed: readonly Placed[]): OptimizelyHash {
  const traffic = placed
    .flatMap(({ ranges }, variant) => ranges.map(([from, to]) => ({ variant, from, to })))
    .sort((a, b) => a.from - b.from);
  const isConsecutive = traffic.every(
    ({ variant, from }, index) => variant === index && from === (traffic[index - 1]?.to ?? 0),
  );
  return {
    rule: "optimizely",
    experimentId: experiment.id,
    ends: placed.map(({ ranges }) => ranges.at(-1)?.[1] ?? 0),
    ...(!isConsecutive && { traffic }),
    ...(group && {
      group: { id: group.id, ranges: rangesByEntity(group.trafficAllocation).get(experiment.id) ?? [] },
    }),
  };
}
