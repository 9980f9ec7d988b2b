import type { Catalog } from "@pricewright/core/catalog";
import { analyzeExperiment, type ExperimentReport, type VariantStatistics } from "@pricewright/core/statistics";
import type { ExperimentRow } from "../experiments/pricing-cache.ts";
import { type VariantPrice, variantPrices } from "../experiments/variant-prices.ts";
import type { VariantTotals } from "./queries.ts";

/** The report of an experiment, from its stored totals. */
export function reportOn(
  experiment: ExperimentRow,
  catalog: Catalog,
  totals: readonly VariantTotals[],
  now: Date,
): ExperimentReport {
  const { control, variants, startedAt, endedAt } = experiment;
  return analyzeExperiment({
    variants: variants.map((variant) =>
      toStatistics(
        variant,
        variantPrices(experiment, variant.key, catalog),
        totals.find((row) => row.variant === variant.key),
      ),
    ),
    control,
    currency: catalog.currency,
    startedAt: new Date(startedAt),
    asOf: endedAt === null ? now : new Date(endedAt),
    ended: endedAt !== null,
  });
}

function toStatistics(
  { key, weight }: ExperimentRow["variants"][number],
  prices: readonly VariantPrice[],
  totals: VariantTotals | undefined,
): VariantStatistics {
  const {
    visitors = 0,
    conversions = 0,
    checked = 0,
    priceMismatches = 0,
    multipleExposure = 0,
    slotDrift = 0,
  } = totals ?? {};
  return {
    key,
    weight,
    visitors,
    conversions,
    // Units that paid another price are left out, so every counted sale is at one of these.
    plans: prices.map(({ plan, interval, price, amount }) => ({
      id: `${plan}/${interval}`,
      amount: Number(amount),
      count: totals?.sales[price] ?? 0,
    })),
    integrity: { checked, priceMismatches, multipleExposure, slotDrift },
  };
}
