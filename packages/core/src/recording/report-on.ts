import { catalogOf } from "../evaluation/price-book.ts";
import { variantPrices } from "../evaluation/variant-prices.ts";
import { currencyExponent } from "../money/currency-exponent.ts";
import { analyzeExperiment } from "../statistics/analyze-experiment.ts";
import {
  type DemandGap,
  demandPointsOf,
  type ExperimentDemand,
  findDemandGap,
} from "../statistics/demand/demand-points-of.ts";
import { type DemandFit, fitDemand } from "../statistics/demand/fit-demand.ts";
import { collectStatistics } from "../statistics/folding/collect-statistics.ts";
import type { StatisticsChange } from "../statistics/folding/statistics-change.ts";
import type { ExperimentReport, Metric } from "../statistics/report.ts";
import type { UnverifiedExposures } from "../statistics/unverified-exposures.ts";
import type { VariantStatistics } from "../statistics/variant-statistics.ts";
import { countedAmount } from "./counted-revenue.ts";
import type { RecordBook, RecordedExperiment } from "./recorded-experiment.ts";

/** What {@link reportOn} makes a report of. */
export interface ReportOnInput {
  readonly experiment: RecordedExperiment;
  readonly book: Pick<RecordBook, "catalogs" | "revisions">;
  /** Running statistics of all units and of every segment. */
  readonly rows: readonly StatisticsChange[];
  /** Exposures that count nowhere. */
  readonly unverified: readonly UnverifiedExposures[];
  readonly now: Date;
  /**
   * @default the experiment's own
   */
  readonly metric?: Metric | undefined;
}

const DAY = 86_400_000;

/** The report of an experiment, from its running statistics. */
export function reportOn({ experiment, book, rows, unverified, now, metric }: ReportOnInput): ExperimentReport {
  const { control, startedAt, endedAt, settings, catalogVersion } = experiment;
  const collect = createCollect({ experiment, book, rows, now });
  const segments = [...new Set(rows.map(({ segment }) => segment))].filter((segment) => segment !== "").sort();
  const wanted = metric ?? settings.metric;
  return analyzeExperiment({
    variants: collect(""),
    segments: segments.map((segment) => ({ segment, variants: collect(segment) })),
    unverified,
    guardrails: settings.guardrails ?? [],
    control,
    currency: catalogOf(book, catalogVersion).currency,
    ...(settings.revenue === undefined ? {} : { revenue: settings.revenue }),
    ...(startedAt === null ? {} : { startedAt: new Date(startedAt) }),
    asOf: endedAt === null ? now : new Date(endedAt),
    ended: endedAt !== null,
    maturityDays: maturityDays(experiment),
    ...(wanted === undefined ? {} : { metric: wanted }),
    ...(settings.plannedUnits === undefined ? {} : { tuning: settings.plannedUnits }),
  });
}

/** The demand curve, or why there is none. */
export type DemandResult =
  | { readonly demand: DemandFit; readonly demandGap: null }
  | { readonly demand: null; readonly demandGap: DemandGap };

/**
 * The demand curve through the prices of an experiment, or why there is none.
 *
 * @param fit Fits the curve, which takes far longer than a report; give one that remembers.
 */
export function demandOn(
  input: Pick<ReportOnInput, "experiment" | "book" | "rows" | "now">,
  fit: typeof fitDemand = fitDemand,
): DemandResult {
  const variants = createCollect(input)("");
  const demandGap = findDemandGap(variants);
  if (demandGap) return { demand: null, demandGap };
  const { points, ...options } = demandPointsOf(variants) as ExperimentDemand;
  return { demand: fit(points, options), demandGap: null };
}

/** Adds an experiment's rows up, of all units (`""`) or of a segment. */
function createCollect({
  experiment,
  book,
  rows,
  now,
}: Pick<ReportOnInput, "experiment" | "book" | "rows" | "now">): (segment: string) => VariantStatistics[] {
  const catalog = catalogOf(book, experiment.catalogVersion);
  const days = maturityDays(experiment);
  const variants = experiment.variants.map(({ key }) => ({
    key,
    prices: variantPrices(experiment, key, catalog).map((price) => ({
      price: price.price,
      plan: `${price.plan}/${price.interval}`,
      amount: countedAmount(experiment.settings, price),
    })),
  }));
  return (segment) =>
    collectStatistics({
      rows: rows.filter((row) => row.segment === segment),
      variants,
      weightOf: (variant, epoch) => weightOf(experiment, book, variant, epoch),
      weightEpoch: experiment.weightEpoch,
      minorUnits: 10 ** currencyExponent(catalog.currency),
      // Judged by now also after the end: units mature while nobody new comes.
      immatureFrom: days === 0 ? undefined : new Date(now.getTime() - days * DAY + DAY).toISOString().slice(0, 10),
    });
}

/** Days until a unit has done what it will do. */
function maturityDays({ settings }: RecordedExperiment): number {
  return (settings.horizonDays ?? 0) + (settings.refundDays ?? 0);
}

function weightOf(
  experiment: RecordedExperiment,
  { revisions }: Pick<RecordBook, "revisions">,
  variant: string,
  weightEpoch: number,
): number {
  const revision = revisions.get(experiment.key)?.find((row) => row.weightEpoch === weightEpoch);
  const variants = revision?.definition.variants ?? experiment.variants;
  return variants.find(({ key }) => key === variant)?.weight ?? 0;
}
