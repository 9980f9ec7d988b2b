import type { Allocation } from "../../assignment/allocate.ts";
import type { HashRule } from "../../assignment/hash-rule.ts";
import { rangeAt } from "../../assignment/range-at.ts";
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
    const { experimentId, ends, traffic = consecutive(ends), group } = hashOf<OptimizelyHash>(experiment, "optimizely");
    const choose = (unitId: string) => rangeAt(traffic, optimizelyBucket(unitId, experimentId))?.variant ?? -1;
    if (!group) return choose;
    const inGroup = group.ranges.map(([from, to]) => ({ from, to }));
    return (unitId) => (rangeAt(inGroup, optimizelyBucket(unitId, group.id)) ? choose(unitId) : -1);
  },
};

/** Ranges that follow each other; a variant without traffic ends at 0 and owns none. */
function consecutive(ends: readonly number[]): Allocation {
  let from = 0;
  return ends.flatMap((to, variant) => {
    if (to <= from) return [];
    const range = { variant, from, to };
    from = to;
    return [range];
  });
}
