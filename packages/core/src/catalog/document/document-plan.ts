import type { IncludedCredits } from "../credit-terms.ts";
import type { Plan } from "../plan.ts";
import type { Price } from "../price.ts";
import { type DocumentFeature, documentFeature } from "./document-feature.ts";
import { type DocumentLabels, fillLabel } from "./document-labels.ts";
import { type DocumentPrice, type DocumentStyle, documentPrice } from "./document-price.ts";
import { formatQuantity } from "./format-decimal.ts";

/** A plan as a page shows it. */
export interface DocumentPlan {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** What is included, a line each: texts as they were written, and labels of the features that are granted. */
  readonly features: readonly string[];
  /** Features by id, those too that are not included, as a comparison needs them. */
  readonly entitlements: readonly DocumentFeature[];
  /** At most one an interval. */
  readonly prices: readonly DocumentPrice[];
  /** Whether customers ask for a price. */
  readonly custom: boolean;
  readonly trialDays: number | null;
  /** Such as `"14 days free"`; null without a trial. */
  readonly trialLabel: string | null;
  readonly credits: DocumentCredits | null;
}

/** Credits that a plan includes, as a page shows them. */
export interface DocumentCredits extends IncludedCredits {
  /** Such as `"1,000 credits per month"`. */
  readonly label: string;
}

/** A plan without what stays on the server. */
export function documentPlan(plan: Plan, prices: readonly Price[], style: DocumentStyle): DocumentPlan {
  const { locale, labels } = style;
  const features = plan.features.map((feature) =>
    typeof feature === "string" ? feature : documentFeature(feature, locale, labels),
  );
  const { credits, trialDays = null } = plan;
  return {
    id: plan.id,
    name: plan.name,
    description: plan.description ?? null,
    features: features.flatMap((feature) => (typeof feature === "string" ? feature : granted(feature))),
    entitlements: features.flatMap((feature) => (typeof feature === "string" ? [] : (feature ?? []))),
    prices: prices.map((price) => documentPrice(price, style)),
    custom: plan.custom ?? false,
    trialDays,
    trialLabel: trialDays === null ? null : trialLabel(trialDays, locale, labels),
    credits: credits
      ? {
          ...credits,
          label: fillLabel(labels.includedCredits, {
            credits: formatQuantity(credits.amount, locale),
            interval: labels.intervals[credits.per],
          }),
        }
      : null,
  };
}

function trialLabel(days: number, locale: string, { trial }: DocumentLabels): string {
  const form = trial[new Intl.PluralRules(locale).select(days)] ?? trial.other;
  return fillLabel(form, { days: formatQuantity(days, locale) });
}

function granted(feature: DocumentFeature | null): string[] {
  if (feature === null || (feature.type === "boolean" && !feature.included)) return [];
  return feature.type === "limit" && feature.limit === 0 ? [] : [feature.label];
}
