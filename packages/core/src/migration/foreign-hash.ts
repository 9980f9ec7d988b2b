import type { Allocation } from "../assignment/allocate.ts";
import type { Experiment } from "../assignment/experiment.ts";
import type { ForeignHash } from "../assignment/hash-rule.ts";
import { PricewrightError } from "../errors/pricewright-error.ts";
import type { GrowthBookFilter } from "./growthbook/filter.ts";

/** An experiment's place under GrowthBook's rule, with the namespaces and filters that come before it. */
export type GrowthBookHash = Extract<ForeignHash, { rule: "growthbook-1" | "growthbook-2" }> & {
  readonly filters?: readonly GrowthBookFilter[];
};

/** An experiment's place under Optimizely's rule, with the exclusion group that comes before it. */
export type OptimizelyHash = Extract<ForeignHash, { rule: "optimizely" }> & {
  /**
   * Which buckets belong to which variant, where `ends` cannot say it: with gaps, or with several ranges a variant.
   *
   * @default each variant from the end of the one before it to its own
   */
  readonly traffic?: Allocation;
  /** Who gets as far as the experiment: bucketing ids that the group's own hash puts into one of these ranges. */
  readonly group?: { readonly id: string; readonly ranges: readonly (readonly [from: number, to: number])[] };
};

/** An experiment's place under Unleash's rule. */
export type UnleashHash = Extract<ForeignHash, { rule: "unleash" }>;

/**
 * An experiment's hash, of the kind that a rule reads.
 *
 * @throws PricewrightError `wrong-hash-rule` when the experiment names another rule.
 */
export function hashOf<Hash extends ForeignHash>(experiment: Experiment, rule: Hash["rule"]): Hash {
  const { hash } = experiment;
  if (typeof hash === "object" && hash.rule === rule) return hash as Hash;
  const named = typeof hash === "object" ? hash.rule : (hash ?? "pricewright-1");
  throw new PricewrightError(
    "wrong-hash-rule",
    `Experiment "${experiment.key}" is hashed by "${named}", not by "${rule}". Give its own rule.`,
  );
}
