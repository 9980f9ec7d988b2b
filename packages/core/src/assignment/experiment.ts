import type { Allocation } from "./allocate.ts";
import type { ForeignHash } from "./hash-rule.ts";

/** Where an experiment is in its life. Only a running one assigns. */
export type ExperimentStatus = "draft" | "running" | "paused" | "completed";

/** One of the things an experiment compares. */
export interface Variant<Key extends string = string> {
  /** Matches `[A-Za-z0-9._-]{1,128}`; unique in its experiment. */
  readonly key: Key;
  /**
   * Planned share, relative to the other variants.
   *
   * @default 1
   */
  readonly weight?: number;
  /** Ids of the prices shown instead of the catalog's for the same plan, interval and currency. */
  readonly prices?: readonly string[];
}

/** A test over variants, as assignment sees it. */
export interface Experiment<VariantKey extends string = string> {
  /** Matches `[A-Za-z0-9._-]{1,128}`. */
  readonly key: string;
  /**
   * What the unit's id is hashed with.
   *
   * @default the experiment's key
   */
  readonly salt?: string;
  readonly status: ExperimentStatus;
  /**
   * How ids lead to slots, or another system's rule for a test that was moved over.
   *
   * @default "pricewright-1"
   */
  readonly hash?: "pricewright-1" | ForeignHash;
  /** Key of the variant that everyone gets who is not assigned another. */
  readonly control: NoInfer<VariantKey>;
  readonly variants: readonly Variant<VariantKey>[];
  /**
   * Share of all units that take part, from 0 to 1.
   *
   * @default 1
   */
  readonly coverage?: number;
  /**
   * Slots by variant, where they are not simply `allocate(weights, coverage)`.
   *
   * @default allocate(weights, coverage)
   */
  readonly allocation?: Allocation;
  /**
   * Which setting of weights, coverage and audience this is; starts at 1.
   *
   * @default 1
   */
  readonly revision?: number;
  /** Once completed: the variant that everyone new gets. */
  readonly winner?: NoInfer<VariantKey>;
}
