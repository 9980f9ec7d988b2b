import type { Experiment } from "./experiment.ts";

/**
 * How ids lead to variants under another system's rule, for a test that moves over while it runs. Rules come from
 * `@pricewright/core/migration` and are given to `createAssigner`, so that nobody carries the code who does not use it.
 */
export interface HashRule {
  /** Named by an experiment's `hash.rule`, such as `"growthbook-2"`. */
  readonly rule: string;
  /** Prepares an experiment, once. */
  readonly compile: (experiment: Experiment) => VariantLookup;
}

/** The position of a unit's variant in the experiment's list, or -1 where the unit is not in the experiment. */
export type VariantLookup = (unitId: string) => number;

/** An experiment's own ranges under another system's rule; ranges are in the order of the variants. */
export type ForeignHash =
  | {
      readonly rule: "growthbook-1" | "growthbook-2";
      /** What the id is hashed with. */
      readonly seed: string;
      /** Half-open `[from, to)` over 0 to 1, one a variant. */
      readonly ranges: readonly (readonly [from: number, to: number])[];
    }
  | {
      readonly rule: "optimizely";
      /** The experiment's id in the datafile, which is hashed after the bucketing id. */
      readonly experimentId: string;
      /** Exclusive end in 0 to 10,000, one a variant, ascending; 0 for a variant without traffic. */
      readonly ends: readonly number[];
    }
  | {
      readonly rule: "unleash";
      /** The variants' group id, which is hashed before the unit's id. */
      readonly group: string;
      /** One a variant; 0 is skipped. */
      readonly weights: readonly number[];
      /** Who is in at all: a rollout of this percentage over this group. */
      readonly rollout?: { readonly group: string; readonly percentage: number };
    };
