import { differenceInterval, probabilityGreater } from "./compare-pair.ts";
import { credibleInterval, type Interval, REPORT_LEVEL } from "./interval.ts";
import { type ModelArmsInput, modelArms } from "./model-arms.ts";
import type { Metric } from "./report.ts";
import { type LeastUnits, stratify } from "./strata/stratify.ts";
import type { VariantStatistics } from "./variant-statistics.ts";

/** Statistics of the units in one declared segment. */
export interface SegmentStatistics {
  /** Such as `country=DE`. */
  readonly segment: string;
  /** The same arms as the experiment's. */
  readonly variants: readonly VariantStatistics[];
}

/**
 * One segment. Among many segments some look different by chance, so intervals hold for all segments of the report
 * together, and no decision rests on them.
 */
export interface SegmentReport {
  readonly segment: string;
  readonly variants: readonly SegmentVariant[];
}

/** One arm in one segment. */
export interface SegmentVariant {
  readonly key: string;
  readonly visitors: number;
  readonly conversions: number;
  /** On the primary metric, with an interval; null where the segment has too little data for it. */
  readonly mean: number | null;
  readonly interval: Interval | null;
  /** Null for the control and where the metric is not known. */
  readonly versusControl: {
    readonly probabilityBeatsControl: number;
    readonly difference: number;
    readonly differenceInterval: Interval;
  } | null;
}

/** How segments are to be compared: as the whole experiment is. */
export interface AnalyzeSegmentsInput extends Pick<ModelArmsInput, "prior" | "marginAllowed"> {
  readonly segments: readonly SegmentStatistics[];
  readonly control: string;
  readonly metric: Metric;
  readonly least: LeastUnits;
}

/** Compares the arms in each segment, at a level that holds for all of them together (Bonferroni). */
export function analyzeSegments(input: AnalyzeSegmentsInput): SegmentReport[] {
  const { segments, control, metric, least } = input;
  const arms = new Set(segments.flatMap(({ variants }) => variants.map(({ key }) => key))).size;
  const level = 1 - (1 - REPORT_LEVEL) / Math.max(1, segments.length * (arms - 1));
  return segments.map(({ segment, variants }) => {
    const modelled = modelArms({ ...input, stratification: stratify(variants, least) });
    const known = modelled.metric === metric;
    const base = modelled.arms.find(({ statistics }) => statistics.key === control);
    return {
      segment,
      variants: modelled.arms.map((arm) => ({
        key: arm.statistics.key,
        visitors: arm.statistics.visitors,
        conversions: arm.statistics.conversions,
        mean: known ? arm.posterior.mean : null,
        interval: known ? credibleInterval(arm.posterior, level) : null,
        versusControl:
          known && base && arm !== base
            ? {
                probabilityBeatsControl: probabilityGreater(arm.posterior, base.posterior),
                difference: arm.posterior.mean - base.posterior.mean,
                differenceInterval: differenceInterval(arm.posterior, base.posterior, level),
              }
            : null,
      })),
    };
  });
}
