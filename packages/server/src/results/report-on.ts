import type { Catalog } from "@pricewright/core/catalog";
import { currencyExponent } from "@pricewright/core/money";
import {
  analyzeExperiment,
  collectStatistics,
  type ExperimentReport,
  type StatisticsChange,
} from "@pricewright/core/statistics";
import type { ExperimentRow } from "../experiments/pricing-cache.ts";
import { variantPrices } from "../experiments/variant-prices.ts";

/** The report of an experiment, from its running statistics. */
export function reportOn(
  experiment: ExperimentRow,
  catalog: Catalog,
  rows: readonly StatisticsChange[],
  now: Date,
): ExperimentReport {
  const { control, variants, startedAt, endedAt } = experiment;
  return analyzeExperiment({
    variants: collectStatistics({
      rows,
      variants: variants.map(({ key }) => ({
        key,
        prices: variantPrices(experiment, key, catalog).map(({ plan, interval, price, amount }) => ({
          price,
          plan: `${plan}/${interval}`,
          amount: Number(amount),
        })),
      })),
      weightOf: (key) => variants.find((variant) => variant.key === key)?.weight ?? 0,
      weightEpoch: 1,
      minorUnits: 10 ** currencyExponent(catalog.currency),
    }),
    control,
    currency: catalog.currency,
    startedAt: new Date(startedAt),
    asOf: endedAt === null ? now : new Date(endedAt),
    ended: endedAt !== null,
  });
}
