import type { Catalog } from "../catalog.ts";
import { featureValue } from "../document/document-feature.ts";
import { englishLabels } from "../document/document-labels.ts";
import type { Feature } from "../feature.ts";
import type { Plan } from "../plan.ts";
import type { Price } from "../price.ts";
import { type CatalogChange, compareById } from "./catalog-change.ts";
import { creditsInWords, priceInWords, whatIsPaidInWords } from "./in-words.ts";
import { markupChanges } from "./markup-changes.ts";

/** What changes for customers of one plan when they are moved from one catalog to another. */
export function planChanges(before: Catalog, after: Catalog, plan: string): CatalogChange[] {
  const [old, fresh] = [before, after].map(({ plans }) => plans.find(({ id }) => id === plan));
  const removal = { subject: "plan", id: plan, product: plan } as const;
  if (!old && !fresh) return [];
  if (!fresh) return [{ ...removal, change: "removed", before: old?.name ?? plan, after: null }];
  if (!old) return [{ ...removal, change: "added", before: null, after: fresh.name }];
  // Whether new customers are shown a price is nothing to who has one.
  return [...termChanges(old, fresh, whatIsPaidInWords), ...markupChanges(before, after, plan)];
}

/** Where two versions of a plan differ by themselves. */
export function termChanges(
  old: Plan,
  fresh: Plan,
  priceWords: (price: Price) => string = priceInWords,
): CatalogChange[] {
  const product = old.id;
  const one = (subject: CatalogChange["subject"], id: string, values: readonly (string | undefined)[]) =>
    compareById(...(values.map((value) => (value === undefined ? [] : [value])) as [string[], string[]]), {
      subject,
      product,
      id: () => id,
      words: (value) => value,
    });
  const plans = [old, fresh];
  return [
    ...one(
      "plan",
      "name",
      plans.map(({ name }) => name),
    ),
    ...one(
      "plan",
      "custom",
      plans.map(({ custom }) => (custom ? "price on request" : undefined)),
    ),
    ...compareById(old.prices, fresh.prices, { subject: "price", product, id: ({ id }) => id, words: priceWords }),
    ...compareById(old.features, fresh.features, { subject: "feature", product, id: featureId, words: featureWords }),
    ...one(
      "credits",
      "credits",
      plans.map(({ credits }) => credits && creditsInWords(credits)),
    ),
    ...one(
      "trial",
      "trial",
      plans.map(({ trialDays }) => (trialDays === undefined ? undefined : `${trialDays} days`)),
    ),
    ...compareById(old.quotas ?? [], fresh.quotas ?? [], {
      subject: "quota",
      product,
      id: ({ meter, per }) => `${meter} per ${per}`,
      words: ({ limit, beyond = "deny" }) => `${limit}, then ${beyond}`,
    }),
  ];
}

function featureId(feature: string | Feature): string {
  return typeof feature === "string" ? feature : feature.id;
}

function featureWords(feature: string | Feature): string {
  if (typeof feature === "string") return "included";
  if (feature.type === "boolean") return feature.included ? "included" : "not included";
  return featureValue(feature, "en-US", englishLabels) ?? feature.name;
}
