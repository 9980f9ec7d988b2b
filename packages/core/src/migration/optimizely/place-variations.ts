import type { OptimizelyHash } from "../foreign-hash.ts";
import type { Obstacle, Path } from "../import-result.ts";
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
  readonly range: TrafficRange;
}

/** Variations in the order of their buckets, and those without traffic at the end. */
export function placeVariations({ experiment, path }: Source, obstacle: Obstacle): Placed[] {
  const byEntity = rangesByEntity(experiment.trafficAllocation);
  const placed = experiment.variations.map((variation): Placed => {
    const ranges = byEntity.get(variation.id) ?? [];
    if (ranges.length > 1) {
      const here = [...path, "trafficAllocation"];
      obstacle(here, "split-traffic", `variation "${variation.key}" has ${ranges.length} separate ranges of buckets`);
    }
    return { variation, range: ranges[0] ?? [0, 0] };
  });
  return placed.sort((a, b) => (a.range[1] || Infinity) - (b.range[1] || Infinity) || 0);
}

/** How Optimizely buckets an experiment whose variations were placed. */
export function optimizelyHash({ experiment, group }: Source, placed: readonly Placed[]): OptimizelyHash {
  const used = placed.filter(({ range }) => range[1] > 0);
  const hasGaps = used.some(({ range }, index) => range[0] !== (used[index - 1]?.range[1] ?? 0));
  return {
    rule: "optimizely",
    experimentId: experiment.id,
    ...(hasGaps && { starts: placed.map(({ range }) => range[0]) }),
    ends: placed.map(({ range }) => range[1]),
    ...(group && {
      group: { id: group.id, ranges: rangesByEntity(group.trafficAllocation).get(experiment.id) ?? [] },
    }),
  };
}
