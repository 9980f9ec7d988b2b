import { featureValue } from "../document/document-feature.ts";
import { type DocumentLabels, englishLabels } from "../document/document-labels.ts";
import type { Feature } from "../feature.ts";

/** One feature across plans: a row of a comparison table. */
export interface FeatureComparison {
  readonly id: string;
  readonly name: string;
  /** One for each plan, in their order. */
  readonly cells: readonly FeatureCell[];
}

/** What one plan grants of a feature. */
export interface FeatureCell {
  /** Id of the plan. */
  readonly plan: string;
  readonly included: boolean;
  /** The value in words, such as `"5"` or `"unlimited"`; null where the feature is there or not. */
  readonly value: string | null;
}

/** How {@link compareFeatures} writes values. */
export interface CompareFeaturesOptions {
  /**
   * @default "en-US"
   */
  readonly locale?: string;
  /**
   * @default English
   */
  readonly labels?: DocumentLabels;
}

/**
 * The rows of a comparison table: every feature that any of the plans has, in the order in which they first appear.
 * Features that customers do not see are left out. Takes a catalog's plans; of a pricing document, give
 * `document.plans.map(({ id, entitlements }) => ({ id, features: entitlements }))`.
 */
export function compareFeatures(
  plans: readonly { readonly id: string; readonly features: readonly (string | Feature)[] }[],
  { locale = "en-US", labels = englishLabels }: CompareFeaturesOptions = {},
): FeatureComparison[] {
  const byPlan = plans.map(({ id, features }) => ({
    plan: id,
    features: features.filter((feature) => typeof feature !== "string"),
  }));
  const names = new Map<string, string>();
  for (const { features } of byPlan)
    for (const { id, name, type, listed = type !== "config" } of features)
      if (listed && !names.has(id)) names.set(id, name);
  return [...names].map(([id, name]) => ({
    id,
    name,
    cells: byPlan.map(({ plan, features }): FeatureCell => {
      const feature = features.find((each) => each.id === id);
      if (feature === undefined || isNothing(feature)) return { plan, included: false, value: null };
      return { plan, included: true, value: featureValue(feature, locale, labels) };
    }),
  }));
}

function isNothing(feature: Feature): boolean {
  if (feature.type === "boolean") return !feature.included;
  return feature.type === "limit" && feature.limit === 0;
}
