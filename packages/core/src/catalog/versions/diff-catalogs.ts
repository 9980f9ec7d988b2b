import type { Problem } from "../../errors/pricewright-error.ts";
import type { Catalog } from "../catalog.ts";
import { type CatalogChange, compareById } from "./catalog-change.ts";
import { findChangedPrices } from "./find-changed-prices.ts";
import { packInWords } from "./in-words.ts";
import { markupChanges } from "./markup-changes.ts";
import { planChanges, termChanges } from "./plan-changes.ts";

/** What publishing a catalog changes, and for whom. */
export interface CatalogDiff {
  /** What people see from then on who have not bought yet. */
  readonly newCustomers: readonly CatalogChange[];
  /** Customers of each plan that there was. Nothing changes for them until they are moved; then these do. */
  readonly customers: readonly { readonly plan: string; readonly whenMoved: readonly CatalogChange[] }[];
  /** What stands in the way of publishing: `price-changed`. */
  readonly problems: readonly Problem[];
}

/** Compares two catalogs by what they mean for whom. */
export function diffCatalogs(before: Catalog, after: Catalog): CatalogDiff {
  return {
    newCustomers: [
      ...settingChanges(before, after),
      ...productChanges(before, after),
      ...markupChanges(before, after),
      ...experimentChanges(before, after),
    ],
    customers: before.plans.map(({ id }) => ({ plan: id, whenMoved: planChanges(before, after, id) })),
    problems: findChangedPrices([before], after),
  };
}

function settingChanges(before: Catalog, after: Catalog): CatalogChange[] {
  const settings = ({ currency, creditValue, timeZone = "UTC", labels = {} }: Catalog) => [
    ["currency", currency] as const,
    ...Object.keys(labels).map((language) => [`labels ${language}`, JSON.stringify(labels[language])] as const),
    ...(creditValue === undefined ? [] : [["creditValue", creditValue] as const]),
    ["timeZone", timeZone] as const,
  ];
  return compareById(settings(before), settings(after), {
    subject: "catalog",
    product: null,
    id: ([name]) => name,
    words: ([, value]) => value,
  });
}

function productChanges(before: Catalog, after: Catalog): CatalogChange[] {
  const kept = after.plans.flatMap((plan) => {
    const old = before.plans.find(({ id }) => id === plan.id);
    return old ? termChanges(old, plan) : [];
  });
  const id = (item: { readonly id: string }) => item.id;
  return [
    // Whether a plan is there; what changes inside one is told above.
    ...compareById(before.plans, after.plans, { subject: "plan", product: null, id, words: id }),
    ...kept,
    ...compareById(before.packs ?? [], after.packs ?? [], { subject: "pack", product: null, id, words: packInWords }),
    ...compareById(before.meters ?? [], after.meters ?? [], {
      subject: "meter",
      product: null,
      id,
      words: ({ unit, unitCost }) => (unitCost === undefined ? unit : `${unit} at a cost of ${unitCost}`),
    }),
  ];
}

function experimentChanges(before: Catalog, after: Catalog): CatalogChange[] {
  return compareById(before.experiments ?? [], after.experiments ?? [], {
    subject: "experiment",
    product: null,
    id: ({ key }) => key,
    words: ({ control, variants }) =>
      variants
        .map(({ key, weight = 1, prices }) => {
          return `${key}${key === control ? " (control)" : ""}, weight ${weight}, ${prices.join(" and ") || "listed prices"}`;
        })
        .join("; "),
  });
}
