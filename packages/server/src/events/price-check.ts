import { createAssigner } from "@pricewright/core";
import { currencyExponent, parseMoney } from "@pricewright/core/money";
import { catalogOf, type ExperimentRow, type Pricing, toExperiment } from "../experiments/pricing-cache.ts";
import { variantPrices } from "../experiments/variant-prices.ts";

/** A price that was shown or charged. */
interface ReportedPrice {
  readonly price: string;
  readonly amount: string;
  readonly currency: string;
}

/** Compares what was reported with what an experiment meant. */
export interface PriceCheck {
  readonly revision: (experiment: string) => number;
  /** Whether a variant shows this price at this amount. */
  readonly isVariantPrice: (experiment: string, variant: string, reported: ReportedPrice) => boolean;
  /** What a sale brought in the experiment's currency, in minor units, or null where it has no rate for the sale's. */
  readonly inReportingCurrency: (experiment: string, reported: ReportedPrice) => bigint | null;
  /** Whether a unit's id leads to another variant than the given one. */
  readonly hasDrifted: (experiment: string, variant: string, unitId: string) => boolean;
}

/** Prepares the check for one batch; each variant's prices are worked out once. */
export function createPriceCheck(pricing: Pricing): PriceCheck {
  // A test that has ended assigns nobody any more, so its slots are asked as when it ran.
  const asRunning = createAssigner(
    [...pricing.experiments.values()].map((row) => ({ ...toExperiment(row), status: "running" as const })),
  );
  const prices = new Map<string, ReadonlyMap<string, ReportedPrice>>();
  const experimentOf = (key: string): ExperimentRow => {
    const row = pricing.experiments.get(key);
    if (!row) throw new Error(`experiment "${key}" is not stored`);
    return row;
  };
  const pricesOf = (experiment: string, variant: string) => {
    const key = JSON.stringify([experiment, variant]);
    const known = prices.get(key);
    if (known) return known;
    const row = experimentOf(experiment);
    const made = new Map(
      variantPrices(row, variant, catalogOf(pricing, row.catalogVersion)).map((price) => [price.price, price]),
    );
    prices.set(key, made);
    return made;
  };
  return {
    revision: (experiment) => experimentOf(experiment).revision,
    isVariantPrice: (experiment, variant, reported) => {
      const meant = pricesOf(experiment, variant).get(reported.price);
      return meant !== undefined && meant.currency === reported.currency && sameAmount(meant, reported);
    },
    inReportingCurrency: (experiment, { amount, currency }) => {
      const reporting = catalogOf(pricing, experimentOf(experiment).catalogVersion).currency;
      return currency === reporting ? parseMoney(amount, currency).amount : null;
    },
    hasDrifted: (experiment, variant, id) => {
      const { reason, variant: expected } = asRunning.assign(experiment, { id });
      return reason !== "assigned" || expected !== variant;
    },
  };
}

function sameAmount(a: ReportedPrice, b: ReportedPrice): boolean {
  const decimals = (b.amount.split(".")[1] ?? "").replace(/0+$/, "").length;
  if (decimals > currencyExponent(b.currency)) return false;
  return parseMoney(a.amount, a.currency).amount === parseMoney(b.amount, b.currency).amount;
}
