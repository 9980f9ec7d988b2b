import type { Experiment } from "../assignment/experiment.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { pricingDocument } from "../catalog/document/pricing-document.ts";
import type { ChargeablePrice } from "../quotes/prices-to-charge.ts";

/** Every price that a variant's page shows: its own, and the catalog's where it has none. */
export function variantPrices(
  experiment: Pick<Experiment, "key" | "variants">,
  variant: string,
  catalog: Catalog,
): ChargeablePrice[] {
  const { plans, packs } = pricingDocument({
    catalog,
    experiments: [experiment],
    assignments: [{ experiment: experiment.key, variant, reason: "assigned", slot: null, counted: true }],
  });
  return [...plans, ...packs].flatMap(({ id: plan, prices }) =>
    prices.map(({ id: price, amount, currency, interval }) => ({ plan, interval, price, amount, currency })),
  );
}
