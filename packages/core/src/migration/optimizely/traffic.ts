import type { Traffic } from "./datafile.ts";

/** Half-open `[from, to)` over 0 to 10,000. */
export type TrafficRange = readonly [from: number, to: number];

/**
 * The ranges of each entity. A bucket belongs to the first entry whose end is greater; neighbours of one entity are
 * merged, and the empty entity is a gap.
 */
export function rangesByEntity(traffic: Traffic): ReadonlyMap<string, readonly TrafficRange[]> {
  const byEntity = new Map<string, TrafficRange[]>();
  let from = 0;
  for (const { entityId, endOfRange } of traffic) {
    if (endOfRange <= from) continue;
    const ranges = byEntity.get(entityId) ?? [];
    const last = ranges.at(-1);
    if (last && last[1] === from) ranges[ranges.length - 1] = [last[0], endOfRange];
    else ranges.push([from, endOfRange]);
    byEntity.set(entityId, ranges);
    from = endOfRange;
  }
  return byEntity;
}
