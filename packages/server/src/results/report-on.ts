import { currencyExponent } from "@pricewright/core/money";
import {
  analyzeExperiment,
  collectStatistics,
  type DemandFit,
  type DemandGap,
  demandPointsOf,
  type ExperimentDemand,
  type ExperimentReport,
  findDemandGap,
  fitDemand,
  type Metric,
  type StatisticsChange,
  type UnverifiedExposures,
} from "@pricewright/core/statistics";
import { LRUCache } from "lru-cache";
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
  const { control, startedAt, endedAt, settings, catalogVersion } = experiment;
  const collect = createCollect({ experiment, pricing, rows, now });
  const segments = [...new Set(rows.map(({ segment }) => segment))].filter((segment) => segment !== "").sort();
  const wanted = metric ?? settings.metric;
  return analyzeExperiment({
    variants: collect(""),
    segments: segments.map((segment) => ({ segment, variants: collect(segment) })),
    unverified,
    guardrails: settings.guardrails ?? [],
    control,
    currency: catalogOf(pricing, catalogVersion).currency,
    ...(startedAt === null ? {} : { startedAt: new Date(startedAt) }),
    asOf: endedAt === null ? now : new Date(endedAt),
    ended: endedAt !== null,
    maturityDays: maturityDays(experiment),
    ...(wanted === undefined ? {} : { metric: wanted }),
    ...(settings.plannedUnits === undefined ? {} : { tuning: settings.plannedUnits }),
  });
}

/** Curves that were fitted before: a fit takes far longer than the rest of a report, and depends on little. */
const fits = new LRUCache<string, DemandFit>({ max: 200 });

/** The demand curve through the prices of an experiment, or why there is none. */
export function demandOn(
  input: CollectInput & { readonly curve?: boolean },
): { readonly demand: DemandFit; readonly demandGap: null } | { readonly demand: null; readonly demandGap: DemandGap } {
  const variants = createCollect(input)("");
  const demandGap = findDemandGap(variants);
  if (demandGap) return { demand: null, demandGap };
  const { points, ...options } = demandPointsOf(variants) as ExperimentDemand;
  const wanted = { ...options, curve: input.curve === true };
  const key = JSON.stringify([points, wanted]);
  const demand = fits.get(key) ?? fitDemand(points, wanted);
  fits.set(key, demand);
  return { demand, demandGap: null };
}

type CollectInput = Pick<ReportOnInput, "experiment" | "pricing" | "rows" | "now">;

/** Adds an experiment's rows up, of all units (`""`) or of a segment. */
function createCollect({ experiment, pricing, rows, now }: CollectInput) {
  const catalog = catalogOf(pricing, experiment.catalogVersion);
  const days = maturityDays(experiment);
  const variants = experiment.variants.map(({ key }) => ({
    key,
    prices: variantPrices(experiment, key, catalog).map(({ plan, interval, price, amount }) => ({
      price,
      plan: `${plan}/${interval}`,
      amount: Number(amount),
    })),
  }));
  return (segment: string) =>
    collectStatistics({
      rows: rows.filter((row) => row.segment === segment),
      variants,
      weightOf: (variant, epoch) => weightOf(experiment, pricing, variant, epoch),
      weightEpoch: experiment.weightEpoch,
      minorUnits: 10 ** currencyExponent(catalog.currency),
      // Judged by now also after the end: units mature while nobody new comes.
      immatureFrom: days === 0 ? undefined : new Date(now.getTime() - days * DAY + DAY).toISOString().slice(0, 10),
    });
}

/** Days until a unit has done what it will do. */
function maturityDays({ settings }: ExperimentRow): number {
  return (settings.horizonDays ?? 0) + (settings.refundDays ?? 0);
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
