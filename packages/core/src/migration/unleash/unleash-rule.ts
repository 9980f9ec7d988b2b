import type { HashRule } from "../../assignment/hash-rule.ts";
import { hashOf, type UnleashHash } from "../foreign-hash.ts";
import { murmur3LowBytes } from "../murmur3.ts";

const ROLLOUT_SEED = 0;
const VARIANT_SEED = 86_028_157;

/**
 * A unit's place in a gradual rollout, from 1 to 100; it is in where the rollout's percentage reaches this.
 *
 * @example
 * unleashRolloutValue("gr1", "123"); // 73
 */
export function unleashRolloutValue(group: string, unitId: string): number {
  return (murmur3LowBytes(`${group}:${unitId}`, ROLLOUT_SEED) % 100) + 1;
}

/** A unit's place among the variants, from 1 to the sum of their weights. */
export function unleashVariantValue(group: string, unitId: string, totalWeight: number): number {
  return (murmur3LowBytes(`${group}:${unitId}`, VARIANT_SEED) % totalWeight) + 1;
}

/** Unleash's hash: a rollout of 100 steps, then variants by cumulative weight. */
export const unleash: HashRule = {
  rule: "unleash",
  compile(experiment) {
    const { group, weights, rollout } = hashOf<UnleashHash>(experiment, "unleash");
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const choose = (unitId: string) => reached(weights, unleashVariantValue(group, unitId, total));
    if (!rollout) return choose;
    const isIn = (unitId: string) => unleashRolloutValue(rollout.group, unitId) <= rollout.percentage;
    return (unitId) => (isIn(unitId) ? choose(unitId) : -1);
  },
};

/** The first variant whose cumulative weight reaches the target; -1 where there is no weight at all. */
function reached(weights: readonly number[], target: number): number {
  let cumulative = 0;
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index] as number;
    if (weight === 0) continue;
    cumulative += weight;
    if (cumulative >= target) return index;
  }
  return -1;
}
