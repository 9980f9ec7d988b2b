import type { Availability } from "./availability.ts";
import type { CatalogIds } from "./catalog-ids.ts";
import type { IncludedCredits } from "./credit-terms.ts";
import type { Feature, Quota } from "./feature.ts";
import type { Price } from "./price.ts";

/** What a customer subscribes to, or buys for good. */
export interface Plan<Ids extends CatalogIds = CatalogIds> extends PlanTerms<Ids> {
  /** What is included: lines of text, and features that code can ask about. */
  readonly features: readonly (string | Feature<Ids["feature"]>)[];
  /** Empty only for a custom plan. */
  readonly prices: readonly Price<Ids>[];
}

/** Everything about a plan that is the same written down and read. */
export interface PlanTerms<Ids extends CatalogIds = CatalogIds> {
  /** Unique in the catalog. */
  readonly id: Ids["plan"];
  /** Shown to customers. */
  readonly name: string;
  /** One sentence, shown under the name. */
  readonly description?: string | undefined;
  /**
   * Whether customers ask for a price instead of reading one.
   *
   * @default false
   */
  readonly custom?: boolean | undefined;
  /** Needs the catalog's `creditValue`. */
  readonly credits?: IncludedCredits | undefined;
  /** Whole days before the first payment. */
  readonly trialDays?: number | undefined;
  readonly quotas?: readonly Quota<NoInfer<Ids["meter"]>>[] | undefined;
  /**
   * @default always
   */
  readonly available?: Availability | undefined;
}
