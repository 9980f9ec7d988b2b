import type { ExperimentOptions } from "@pricewright/core/api";

/** A price test as it is written down in an app. */
export interface LocalExperiment<Key extends string = string, VariantKey extends string = string>
  extends ExperimentOptions {
  readonly key: Key;
  /** Shown to people; the key by default. */
  readonly name?: string | undefined;
  /**
   * Change it to pause or conclude the test. A draft is shown to nobody.
   *
   * @default "running"
   */
  readonly status?: "draft" | "running" | "paused" | "completed" | undefined;
  /** Key of the variant that everyone gets who is not assigned another. */
  readonly control: NoInfer<VariantKey>;
  readonly variants: readonly LocalVariant<VariantKey>[];
  /**
   * Share of all units that take part, from 0 to 1.
   *
   * @default 1
   */
  readonly coverage?: number | undefined;
  /** Once completed: the variant that everyone new gets. */
  readonly winner?: NoInfer<VariantKey> | undefined;
  /**
   * What ids are hashed with. Give one only for a test that is moved over from elsewhere.
   *
   * @default derived from the signing key, so that arms cannot be computed from outside
   */
  readonly salt?: string | undefined;
  /**
   * ISO 8601.
   *
   * @default when it was first seen running
   */
  readonly startedAt?: string | undefined;
  /**
   * ISO 8601.
   *
   * @default when it was first seen completed
   */
  readonly endedAt?: string | undefined;
}

/** One of the things a test compares. */
export interface LocalVariant<Key extends string = string> {
  readonly key: Key;
  /**
   * Planned share, relative to the other variants.
   *
   * @default 1
   */
  readonly weight?: number | undefined;
  /** Ids of the prices shown instead of the catalog's. */
  readonly prices: readonly string[];
  readonly payload?: unknown;
}
