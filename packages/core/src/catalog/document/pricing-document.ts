import type { Assignment } from "../../assignment/assignment.ts";
import { isAvailable } from "../availability.ts";
import type { Catalog } from "../catalog.ts";
import type { CatalogExperiment } from "../catalog-experiment.ts";
import { findProductPrice } from "../find-price.ts";
import type { Interval, Price } from "../price.ts";
import { type DocumentLabels, labelsFor } from "./document-labels.ts";
import { type DocumentPack, documentPack } from "./document-pack.ts";
import { type DocumentPlan, documentPlan } from "./document-plan.ts";
import type { DocumentPrice } from "./document-price.ts";

/** What one unit sees of one experiment. */
export interface DocumentExperiment {
  readonly key: string;
  readonly variant: string;
  /** Whether seeing the prices counts as an exposure. */
  readonly counted: boolean;
  /** Ids of the document's prices that it tests: seeing one of them is seeing the experiment. */
  readonly prices: readonly string[];
}

/**
 * Everything that a browser may know about prices: what this unit sees, and nothing about what others see. Plain
 * data, ready to be rendered as it is.
 */
export interface PricingDocument {
  /** BCP 47 tag that the texts were made for. */
  readonly locale: string;
  readonly currency: string;
  readonly plans: readonly DocumentPlan[];
  readonly packs: readonly DocumentPack[];
  /** The intervals that plans have prices for, in the order of their first appearance. */
  readonly intervals: readonly Interval[];
  readonly experiments: readonly DocumentExperiment[];
}

/** What {@link pricingDocument} puts together. */
export interface PricingDocumentOptions {
  readonly catalog: Catalog;
  /**
   * Experiments whose prices may stand in the document.
   *
   * @default the catalog's own
   */
  readonly experiments?: readonly DocumentedExperiment[];
  /** The unit's variants in them. */
  readonly assignments: readonly Assignment[];
  /**
   * @default "en-US"
   */
  readonly locale?: string;
  /**
   * @default the catalog's currency
   */
  readonly currency?: string;
  /**
   * The time whose plans and packs are shown.
   *
   * @default all of them, whenever they are available
   */
  readonly at?: Date;
  /**
   * Words of the labels.
   *
   * @default the catalog's for the locale, else English
   */
  readonly labels?: DocumentLabels;
  /**
   * Ids of prices that may not be sold any more: what takes the place of a variant's is the listed price, and of a listed
   * one nothing.
   *
   * @default none
   */
  readonly withdrawn?: ReadonlySet<string>;
}

/** The part of an experiment that a document needs. */
interface DocumentedExperiment {
  readonly key: string;
  readonly variants: readonly {
    readonly key: string;
    readonly prices?: CatalogExperiment["variants"][number]["prices"];
  }[];
  /**
   * The catalog that its prices are of: a later version changes nothing where it tests a price.
   *
   * @default the document's
   */
  readonly catalog?: Catalog;
}

/** The pricing document of one unit: the catalog's listed prices, with its variants' prices in their place. */
export function pricingDocument({
  catalog,
  experiments = catalog.experiments ?? [],
  assignments,
  locale = "en-US",
  currency = catalog.currency,
  at,
  labels = labelsFor(catalog, locale),
  withdrawn = new Set(),
}: PricingDocumentOptions): PricingDocument {
  const overrides = assignments
    .flatMap(({ experiment, variant }) => {
      const shown = experiments.find(({ key }) => key === experiment);
      return shown ? testedPrices(shown, variant, catalog) : [];
    })
    .filter(({ price }) => !withdrawn.has(price.id));
  const pricesOf = ({ id, prices }: { readonly id: string; readonly prices: readonly Price[] }) =>
    shownPrices(
      prices,
      overrides.filter(({ product }) => product === id).map(({ price }) => price),
      currency,
    ).filter((price) => !withdrawn.has(price.id));
  const style = { locale, labels, meters: catalog.meters ?? [] };
  const sold = ({ available }: Pick<Catalog["plans"][number], "available">) =>
    at === undefined || available === undefined || isAvailable(available, at);
  const plans = catalog.plans.filter(sold).map((plan) => documentPlan(plan, pricesOf(plan), style));
  // A pack has no price on request: what cannot be paid for in this currency is not shown.
  const packs = (catalog.packs ?? [])
    .filter(sold)
    .map((pack) => documentPack(pack, pricesOf(pack), style))
    .filter(({ prices }) => prices.length > 0);
  return {
    locale,
    currency,
    plans,
    packs,
    intervals: [...new Set(plans.flatMap(({ prices }) => prices.map(({ interval }) => interval)))],
    experiments: assignments
      .filter(({ reason }) => reason !== "unknown-experiment")
      .map(({ experiment, variant, counted }) => {
        const definition = experiments.find(({ key }) => key === experiment);
        const prices = definition ? pricesUnderTest(definition, catalog, [...plans, ...packs]) : [];
        return { key: experiment, variant, counted, prices };
      }),
  };
}

/** A price and the id of the plan or pack it belongs to. */
interface TestedPrice {
  readonly product: string;
  readonly price: Price;
}

/** Where a price stands: a product has one price for each. */
type Place = Pick<Price, "interval" | "currency">;

/** What a variant shows wherever the experiment tests a price: its own, or the one that its catalog lists there. */
function testedPrices(
  { variants, catalog: own }: DocumentedExperiment,
  variant: string,
  newest: Catalog,
): readonly TestedPrice[] {
  const catalog = own ?? newest;
  const shown = findPrices(catalog, variants.find(({ key }) => key === variant)?.prices);
  if (own === undefined) return shown;
  const all = variants.flatMap(({ prices }) => prices ?? []);
  const others = findPrices(catalog, all).flatMap(({ product, price }): TestedPrice[] => {
    const { prices = [] } = [...catalog.plans, ...(catalog.packs ?? [])].find(({ id }) => id === product) ?? {};
    const listed = prices.find((candidate) => candidate.listed && isSamePlace(candidate, price));
    return listed ? [{ product, price: listed }] : [];
  });
  return [...shown, ...others];
}

/** Of the prices that a document shows, those that stand where the experiment tests one. */
function pricesUnderTest(
  { variants, catalog: own }: DocumentedExperiment,
  newest: Catalog,
  products: readonly { readonly id: string; readonly prices: readonly DocumentPrice[] }[],
): string[] {
  const tested = findPrices(
    own ?? newest,
    variants.flatMap(({ prices }) => prices ?? []),
  );
  return products.flatMap(({ id, prices }) =>
    prices
      .filter((shown) => tested.some(({ product, price }) => product === id && isSamePlace(price, shown)))
      .map((shown) => shown.id),
  );
}

function findPrices(catalog: Catalog, ids: readonly string[] = []): TestedPrice[] {
  return ids.flatMap((id): TestedPrice[] => {
    const found = findProductPrice(catalog, id);
    return found ? [{ product: found.product.id, price: found.price }] : [];
  });
}

function shownPrices(prices: readonly Price[], overrides: readonly Price[], currency: string): Price[] {
  return prices
    .filter((price) => price.listed && price.currency === currency)
    .map((listed) => overrides.find((price) => isSamePlace(price, listed)) ?? listed);
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.interval === b.interval && a.currency === b.currency;
}
