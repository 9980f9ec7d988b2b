import type { Allocation } from "./allocate.ts";
import type { Audience } from "./audience.ts";
import type { ForeignHash } from "./hash-rule.ts";
import type { Unit } from "./unit.ts";

/** Where an experiment is in its life. Only a running one assigns. */
export type ExperimentStatus = "draft" | "running" | "paused" | "completed";

/** The slots of its layer that an experiment owns. Units whose slot lies elsewhere are `not-in-layer`. */
export interface LayerPlace {
  /** Matches `[A-Za-z0-9._-]{1,128}`. A unit's place in the layer is its slot under the salt `layer:<key>`. */
  readonly key: string;
  /** Half-open ranges over 0 to 10,000, in order. No other running or paused experiment of the layer owns them. */
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
}

/** Units that no experiment with this holdout touches, so that all of them together can be judged. */
export interface Holdout {
  /** Matches `[A-Za-z0-9._-]{1,128}`. Units are held out by their slot under the salt `holdout:<key>`. */
  readonly key: string;
  /** Share of all units, from 0 to 1; the same for every experiment with this holdout. */
  readonly share: number;
}

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
  /** Anything else the variant stands for, read back with `payloadOf`: trial days, a headline, a layout. */
  readonly payload?: unknown;
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
  /**
   * Two experiments with one salt give every unit the same slot, so their results explain each other. Set on
   * both where that is wanted.
   *
   * @default false
   */
  readonly sharedSalt?: boolean;
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
  /**
   * Who takes part, as a condition on the unit's attributes. Needs `audiences` of `@pricewright/core/audiences`.
   *
   * @default everyone
   */
  readonly audience?: Audience;
  /** Mutual exclusion: a unit takes part in at most one experiment of a layer. */
  readonly layer?: LayerPlace;
  readonly holdout?: Holdout;
  /**
   * Whether units that pay already take part.
   *
   * @default "everyone"
   */
  readonly eligibility?: "everyone" | "new-customers";
  /**
   * Variants by unit id, for people who look at the page before others do. An override as in {@link Unit.overrides}.
   *
   * @default {}
   */
  readonly forced?: Readonly<Record<string, NoInfer<VariantKey>>>;
  /**
   * What an SDK must know to assign this experiment as meant. One that does not know all of it answers
   * `unsupported` instead of guessing.
   *
   * @default []
   */
  readonly requires?: readonly string[];
}
