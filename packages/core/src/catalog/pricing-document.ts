import type { Assignment } from "../assignment/assignment.ts";
import type { Experiment } from "../assignment/experiment.ts";
import { formatMoney } from "../money/format-money.ts";
import { parseMoney } from "../money/parse-money.ts";
import { type Catalog, findPrice, type Interval, type Plan, type Price } from "./catalog.ts";

/** A price as a page shows it. */
export interface DocumentPrice {
  readonly id: string;
  /** Decimal string in major units. */
  readonly amount: string;
  readonly currency: string;
  readonly interval: Interval;
  /** The amount as people of the document's locale write it, such as `"$39"`. */
  readonly formatted: string;
}

/** A plan as a page shows it. */
export interface DocumentPlan {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly features: readonly string[];
  /** At most one an interval. */
  readonly prices: readonly DocumentPrice[];
}

/** What one unit sees of one experiment. */
export interface DocumentExperiment {
  readonly key: string;
  readonly variant: string;
  /** Whether seeing the prices counts as an exposure. */
  readonly counted: boolean;
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
  readonly experiments: readonly DocumentExperiment[];
}

/** What {@link pricingDocument} puts together. */
export interface PricingDocumentOptions {
  readonly catalog: Catalog;
  /** Experiments whose prices may stand in the document. */
  readonly experiments: readonly Experiment[];
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
}

/** The pricing document of one unit: the catalog's listed prices, with its variants' prices in their place. */
export function pricingDocument({
  catalog,
  experiments,
  assignments,
  locale = "en-US",
  currency = catalog.currency,
}: PricingDocumentOptions): PricingDocument {
  const overrides = assignments.flatMap(({ experiment, variant }) => {
    const shown = experiments.find(({ key }) => key === experiment)?.variants.find(({ key }) => key === variant);
    return (shown?.prices ?? []).flatMap((priceId) => findPrice(catalog, priceId)?.price ?? []);
  });
  return {
    locale,
    currency,
    plans: catalog.plans.map((plan) => ({
      id: plan.id,
      name: plan.name,
      description: plan.description ?? null,
      features: plan.features,
      prices: shownPrices(plan, overrides, currency).map((price) => ({
        id: price.id,
        amount: price.amount,
        currency: price.currency,
        interval: price.interval,
        formatted: formatMoney(parseMoney(price.amount, price.currency), { locale, trimZeros: true }),
      })),
    })),
    experiments: assignments
      .filter(({ reason }) => reason !== "unknown-experiment")
      .map(({ experiment, variant, counted }) => ({ key: experiment, variant, counted })),
  };
}

function shownPrices(plan: Plan, overrides: readonly Price[], currency: string): Price[] {
  return plan.prices
    .filter((price) => price.listed && price.currency === currency)
    .map(
      (listed) =>
        overrides.find(
          (price) => plan.prices.includes(price) && price.interval === listed.interval && price.currency === currency,
        ) ?? listed,
    );
}
