import type { CatalogTerms } from "./catalog.ts";
import type { CatalogExperiment } from "./catalog-experiment.ts";
import type { CatalogIds } from "./catalog-ids.ts";
import type { Feature } from "./feature.ts";
import type { PackTerms } from "./pack.ts";
import type { PlanTerms } from "./plan.ts";
import type { Price } from "./price.ts";

/** A price as it is written down, before defaults. */
export interface PriceInput<Ids extends CatalogIds = CatalogIds> extends Omit<Price<Ids>, "currency" | "listed"> {
  /**
   * @default the catalog's currency
   */
  readonly currency?: string | undefined;
  /**
   * Whether everyone sees it. Set to false for a price that only experiments show.
   *
   * @default true
   */
  readonly listed?: boolean | undefined;
}

/** A plan as it is written down, before defaults. */
export interface PlanInput<Ids extends CatalogIds = CatalogIds> extends PlanTerms<Ids> {
  /**
   * What is included: lines of text, and features that code can ask about.
   *
   * @default []
   */
  readonly features?: readonly (string | Feature<Ids["feature"]>)[] | undefined;
  /** May be left out for a custom plan. */
  readonly prices?: readonly PriceInput<Ids>[] | undefined;
}

/** A price of a pack as it is written down, before defaults. */
export interface PackPriceInput<Ids extends CatalogIds = CatalogIds> extends Omit<PriceInput<Ids>, "interval"> {
  readonly interval?: "once" | undefined;
}

/** A pack as it is written down, before defaults. */
export interface PackInput<Ids extends CatalogIds = CatalogIds> extends PackTerms<Ids> {
  readonly prices: readonly PackPriceInput<Ids>[];
}

/** A catalog as it is written down, before defaults. */
export interface CatalogInput<
  Ids extends CatalogIds = CatalogIds,
  VariantKeys extends readonly string[] = readonly string[],
> extends CatalogTerms<Ids> {
  readonly plans: readonly PlanInput<Ids>[];
  readonly packs?: readonly PackInput<Ids>[] | undefined;
  /** The keys of each one's variants are known apart from the others', so that its control is one of its own. */
  readonly experiments?:
    | { readonly [Index in keyof VariantKeys]: CatalogExperiment<Ids["price"], VariantKeys[Index]> }
    | undefined;
}
