import type { HashRule } from "../../assignment/hash-rule.ts";
import { hashOf, type OptimizelyHash } from "../foreign-hash.ts";
import { murmur3Utf8 } from "../murmur3.ts";

/**
 * The bucket of a bucketing id under an experiment's or a group's id, from 0 to 9,999.
 *
 * @example
 * optimizelyBucket("ppid1", "1886780721"); // 5254
 */
export function optimizelyBucket(bucketingId: string, parentId: string): number {
  return Math.floor((murmur3Utf8(bucketingId + parentId, 1) / 2 ** 32) * 10_000);
}

/** Optimizely's hash: 10,000 buckets, and for an experiment in an exclusion group a hash for the group first. */
export const optimizely: HashRule = {
  rule: "optimizely",
  compile(experiment) {
    const hash = hashOf<OptimizelyHash>(experiment, "optimizely");
    const { experimentId, group } = hash;
    const ranges = trafficRanges(hash);
    const choose = (unitId: string) => find(ranges, optimizelyBucket(unitId, experimentId));
    if (!group) return choose;
    return (unitId) => (find(group.ranges, optimizelyBucket(unitId, group.id)) >= 0 ? choose(unitId) : -1);
  },
};

type Range = readonly [from: number, to: number];

function trafficRanges({ starts, ends }: OptimizelyHash): Range[] {
  let before = 0;
  return ends.map((end, variant) => {
    const from = starts?.[variant] ?? before;
    if (end > 0) before = end;
    return [from, end];
  });
}

function find(ranges: readonly Range[], bucket: number): number {
  for (let index = 0; index < ranges.length; index++) {
    const range = ranges[index] as Range;
    if (bucket >= range[0] && bucket < range[1]) return index;
  }
  return -1;
}
