import type { Feature, FeatureGrant } from "../feature.ts";
import { type DocumentLabels, fillLabel } from "./document-labels.ts";
import { formatQuantity } from "./format-decimal.ts";

/** A feature as a page shows it. */
export type DocumentFeature = FeatureGrant & {
  readonly id: string;
  readonly name: string;
  /** Name and value in words, such as `"Seats: 5"`. */
  readonly label: string;
  /** The value alone, such as `"5"`, for a cell of a comparison; null where the name says it all. */
  readonly text: string | null;
};

/** A feature with its label, or null for one that customers do not see. */
export function documentFeature(feature: Feature, locale: string, labels: DocumentLabels): DocumentFeature | null {
  const { listed = feature.type !== "config", ...shown } = feature;
  if (!listed) return null;
  const value = featureValue(feature, locale, labels);
  const label = value === null ? shown.name : fillLabel(labels.feature, { name: shown.name, value });
  return { ...shown, label, text: value };
}

/** What is granted, in words; null where the name says it all. */
export function featureValue(feature: FeatureGrant, locale: string, labels: DocumentLabels): string | null {
  if (feature.type === "boolean") return null;
  if (feature.type === "unlimited") return labels.unlimited;
  if (feature.type === "config") return String(feature.value);
  const { limit, per, unit } = feature;
  const value = [formatQuantity(limit, locale), unit].filter(Boolean).join(" ");
  return per === undefined ? value : fillLabel(labels.limitPer, { value, period: labels.periods[per] });
}
