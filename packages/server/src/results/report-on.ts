import { currencyExponent } from "@pricewright/core/money";
import {
  analyzeExperiment,
  collectStatistics,
  type ExperimentReport,
  type Metric,
  type StatisticsChange,
  type UnverifiedExposures,
} from "@pricewright/core/statistics";
import { catalogOf, type ExperimentRow, type Pricing } from "../experiments/pricing-cache.ts";
import { variantPrices } from "../experiments/variant-prices.ts";

/** What {@link reportOn} makes a report of. */
export interface ReportOnInput {
  readonly experiment: ExperimentRow;
  readonly pricing: Pick<Pricing, "catalogs" | "revisions">;
  /** Running statistics of all units and of every segment. */
  readonly rows: readonly StatisticsChange[];
  /** Exposures that count nowhere. */
  readonly unverified: readonly UnverifiedExposures[];
  readonly now: Date;
  readonly metric?: Metric | undefined;
}

const DAY = 86_400_000;

/** The report of an experiment, from its running statistics. */
export function reportOn({ experiment, pricing, rows, unverified, now, metric }: ReportOnInput): ExperimentReport {
  const { control, variants, startedAt, endedAt, settings } = experiment;
  const catalog = catalogOf(pricing, experiment.catalogVersion);
  const asOf = endedAt === null ? now : new Date(endedAt);
  const maturityDays = (settings.horizonDays ?? 0) + (settings.refundDays ?? 0);
  const collected = variants.map(({ key }) => ({
    key,
    prices: variantPrices(experiment, key, catalog).map(({ plan, interval, price, amount }) => ({
      price,
      plan: `${plan}/${interval}`,
      amount: Number(amount),
    })),
  }));
  const collect = (segment: string) =>
    collectStatistics({
      rows: rows.filter((row) => row.segment === segment),
      variants: collected,
      weightOf: (variant, epoch) => weightOf(experiment, pricing, variant, epoch),
      weightEpoch: experiment.weightEpoch,
      minorUnits: 10 ** currencyExponent(catalog.currency),
      // Judged by now also after the end: units mature while nobody new comes.
      immatureFrom:
        maturityDays === 0 ? undefined : new Date(now.getTime() - maturityDays * DAY + DAY).toISOString().slice(0, 10),
    });
  const segments = [...new Set(rows.map(({ segment }) => segment))].filter((segment) => segment !== "").sort();
  const wanted = metric ?? settings.metric;
  return analyzeExperiment({
    variants: collect(""),
    segments: segments.map((segment) => ({ segment, variants: collect(segment) })),
    unverified,
    control,
    currency: catalog.currency,
    ...(startedAt === null ? {} : { startedAt: new Date(startedAt) }),
    asOf,
    ended: endedAt !== null,
    maturityDays,
    ...(wanted === undefined ? {} : { metric: wanted }),
    ...(settings.plannedUnits === undefined ? {} : { tuning: settings.plannedUnits }),
  });
}

function weightOf(
  experiment: ExperimentRow,
  { revisions }: Pick<Pricing, "revisions">,
  variant: string,
  weightEpoch: number,
): number {
  const revision = revisions.get(experiment.key)?.find((row) => row.weightEpoch === weightEpoch);
  const variants = revision?.definition.variants ?? experiment.variants;
  return variants.find(({ key }) => key === variant)?.weight ?? 0;
}
