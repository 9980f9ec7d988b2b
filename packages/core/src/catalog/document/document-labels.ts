import type { Catalog } from "../catalog.ts";
import type { Period } from "../feature.ts";
import type { Interval } from "../price.ts";

/** The words that a pricing document's labels are made of. Plain strings with named places, such as `{name}`. */
export interface DocumentLabels {
  /** A feature with a value: `{name}`, `{value}`. */
  readonly feature: string;
  readonly unlimited: string;
  /** A limit that counts anew: `{value}`, `{period}`. */
  readonly limitPer: string;
  readonly periods: Readonly<Record<Period, string>>;
  /** Credits that a plan includes: `{credits}`, `{interval}`. */
  readonly includedCredits: string;
  readonly intervals: Readonly<Record<Interval, string>>;
  /** Days before the first payment, by the language's plural forms: `{days}`. */
  readonly trial: Readonly<Partial<Record<Intl.LDMLPluralRule, string | undefined>>> & { readonly other: string };
  /** Credits of a pack: `{credits}`. */
  readonly packCredits: string;
  /** Credits of a pack that gives some on top: `{credits}` in all, `{bonus}` of them free. */
  readonly packBonus: string;
  /** Usage that is paid for: `{meter}`, `{price}`, `{unit}`. */
  readonly perUnit: string;
  /** Usage whose price starts somewhere: `{meter}`, `{price}`, `{unit}`. */
  readonly fromPerUnit: string;
  /** A fee: `{name}`, `{price}`, `{interval}`. */
  readonly fee: string;
}

/** The default dictionary. */
export const englishLabels: DocumentLabels = {
  feature: "{name}: {value}",
  unlimited: "unlimited",
  limitPer: "{value} per {period}",
  periods: { day: "day", week: "week", month: "month", year: "year" },
  includedCredits: "{credits} credits {interval}",
  intervals: { once: "once", month: "per month", year: "per year" },
  trial: { one: "{days} day free", other: "{days} days free" },
  packCredits: "{credits} credits",
  packBonus: "{credits} credits, {bonus} of them free",
  perUnit: "{meter}: {price} per {unit}",
  fromPerUnit: "{meter}: from {price} per {unit}",
  fee: "{name}: {price} {interval}",
};

/** The dictionary of a catalog for a locale: its own, else its language's, else English. */
export function labelsFor({ labels = {} }: Pick<Catalog, "labels">, locale: string): DocumentLabels {
  const byTag = new Map(Object.entries(labels).map(([tag, dictionary]) => [tag.toLowerCase(), dictionary]));
  const parts = locale.toLowerCase().split("-");
  for (let length = parts.length; length > 0; length--) {
    const found = byTag.get(parts.slice(0, length).join("-"));
    if (found) return found;
  }
  return englishLabels;
}

/** Puts values in a label's places. */
export function fillLabel(label: string, values: Readonly<Record<string, string>>): string {
  return label.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
