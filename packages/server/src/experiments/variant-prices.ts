import { type Catalog, type Interval, pricingDocument } from "@pricewright/core/catalog";
import { type ExperimentRow, toExperiment } from "./pricing-cache.ts";

/** A price that a variant shows. */
export interface VariantPrice {
  /** Id of the plan or pack. */
  readonly plan: string;
  readonly interval: Interval;
  /** Price id. */
  readonly price: string;
  /** Decimal string in major units. */
  readonly amount: string;
  readonly currency: string;
}

/** Every price that a variant's page shows: its own, and the catalog's where it has none. */
export function variantPrices(row: ExperimentRow, variant: string, catalog: Catalog): VariantPrice[] {
  const { plans, packs } = pricingDocument({
    catalog,
    experiments: [toExperiment(row)],
    assignments: [{ experiment: row.key, variant, reason: "assigned", slot: null, counted: true }],
  });
  return [...plans, ...packs].flatMap(({ id: plan, prices }) =>
    prices.map(({ id: price, amount, currency, interval }) => ({ plan, price, amount, currency, interval })),
  );
}
