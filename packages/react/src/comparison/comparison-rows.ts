import type { DocumentFeature, DocumentPlan } from "@pricewright/core/catalog";

/** One feature across plans. */
export interface ComparisonRow {
  readonly id: string;
  readonly name: string;
  /** One for each plan, in their order: a text, or whether it is included. */
  readonly cells: readonly (string | boolean)[];
}

/** The rows of a comparison: every feature that any of the plans has, in the order in which they first appear. */
export function comparisonRows(plans: readonly DocumentPlan[]): ComparisonRow[] {
  const names = new Map(plans.flatMap(({ entitlements }) => entitlements).map(({ id, name }) => [id, name]));
  return [...names].map(([id, name]) => ({
    id,
    name,
    cells: plans.map(({ entitlements }) => cellOf(entitlements.find((feature) => feature.id === id))),
  }));
}

function cellOf(feature: DocumentFeature | undefined): string | boolean {
  if (!feature || (feature.type === "limit" && feature.limit === 0)) return false;
  return feature.type === "boolean" ? feature.included : (feature.text ?? true);
}
