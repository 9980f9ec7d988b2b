/** A price test that is written down with the prices that it tests. */
export interface CatalogExperiment<PriceId extends string = string, VariantKey extends string = string> {
  /** Unique among experiments. */
  readonly key: string;
  /** Shown to your own people; the key by default. */
  readonly name?: string | undefined;
  /** Key of the variant that everyone gets who is not assigned another. */
  readonly control: NoInfer<VariantKey>;
  readonly variants: readonly CatalogVariant<PriceId, VariantKey>[];
  /** What differs between the variants besides the price, in your own words: `["trial", "headline"]`. */
  readonly changes?: readonly string[] | undefined;
}

/** One of the things a catalog's experiment compares. */
export interface CatalogVariant<PriceId extends string = string, VariantKey extends string = string> {
  /** Unique in its experiment. */
  readonly key: VariantKey;
  /**
   * Planned share, relative to the other variants.
   *
   * @default 1
   */
  readonly weight?: number | undefined;
  /** Ids of the prices shown instead of the listed ones for the same product, interval and currency. */
  readonly prices: readonly NoInfer<PriceId>[];
  /** Anything else the variant stands for. Say so in the experiment's `changes`. */
  readonly payload?: unknown;
}
