import type { SegmentReport } from "./analyze-segments.ts";
import type { Decision } from "./decision/decision.ts";
import type { GuardrailReport } from "./guardrails/judge-guardrails.ts";
import type { HealthCheck } from "./health.ts";
import type { Interval } from "./interval.ts";
import type { MoneyModelName, MoneyModelReason } from "./money-model.ts";
import type { BreakEven, MoneySources } from "./money-sources.ts";
import type { PriceIntegrity } from "./price-integrity.ts";
import type { RevenueBasis } from "./revenue-basis.ts";
import type { SampleRatio } from "./sample-ratio.ts";
import type { CappedAmounts } from "./variant-statistics.ts";

/** What a number per visitor is made of. */
export type Metric = "conversion" | "revenue-per-visitor" | "margin-per-visitor";

/** A posterior in a form that can be printed and drawn. */
export interface Estimate {
  /** Mean of the posterior, in the metric's unit. */
  readonly mean: number;
  /** Central 95 % interval. */
  readonly interval: Interval;
  /** Points `[value, density]` of the posterior, ascending, for drawing it. */
  readonly curve: readonly (readonly [value: number, density: number])[];
}

/** One arm against the control. */
export interface ControlComparison {
  readonly probabilityBeatsControl: number;
  /** Posterior mean of the difference, in the metric's unit. */
  readonly difference: number;
  readonly differenceInterval: Interval;
  /** Ratio of the posterior means, less 1. Null, code `control-not-positive`, unless the control is above 0 for certain. */
  readonly relativeLift: number | null;
  readonly relativeLiftInterval: Interval | null;
  /**
   * An interval of the observed difference that may be looked at every hour and acted on; no other number of the
   * report may. Null where sums of the metric per unit are not known.
   */
  readonly anytimeValid: Interval | null;
  /** Where the difference in revenue comes from. */
  readonly sources: MoneySources | null;
  readonly breakEven: BreakEven | null;
}

/** One arm of a report. */
export interface VariantReport {
  readonly key: string;
  /** Units in the analysis. */
  readonly visitors: number;
  readonly conversions: number;
  /** Units that arrived, those left out of the analysis too. */
  readonly arrivals: number;
  /** Of those, units that may still buy or give back; they are in no other number. */
  readonly immature: number;
  /** Plain ratios of the data, within periods of equal weights where weights changed; null without visitors. */
  readonly observed: { readonly conversion: number | null; readonly revenuePerVisitor: number | null };
  readonly conversion: Estimate;
  /** Null where it cannot be known; the report's `model.because` says why. */
  readonly revenuePerVisitor: Estimate | null;
  /** Null unless cost is known for all arms alike. */
  readonly marginPerVisitor: Estimate | null;
  /** On the primary metric. */
  readonly probabilityBest: number;
  /** On the primary metric, in its unit per visitor. */
  readonly expectedLoss: number;
  /** Null for the control itself. */
  readonly versusControl: ControlComparison | null;
}

/** What an experiment says, as plain data: it survives JSON unchanged. */
export interface ExperimentReport {
  /** Currency of all amounts, ISO 4217; amounts are in its major unit. */
  readonly currency: string;
  /** What revenue is: as it was paid, or by the month. */
  readonly revenue: RevenueBasis;
  /** The number that the arms are compared on. */
  readonly metric: Metric;
  /** How revenue was modelled and why. */
  readonly model: {
    readonly name: MoneyModelName;
    readonly because: MoneyModelReason;
    /** Units whose revenue was above the cap, and the cap; null where amounts were not capped. */
    readonly capped: CappedAmounts | null;
  };
  readonly control: string;
  /** ISO 8601 time the report speaks of, or null where none was given. */
  readonly asOf: string | null;
  readonly startedAt: string | null;
  /** Whether nobody new comes: no decision is waited for but by units that may still buy or give back. */
  readonly ended: boolean;
  readonly variants: readonly VariantReport[];
  readonly segments: readonly SegmentReport[];
  readonly sampleRatio: SampleRatio | null;
  /** Whether the price was one from first sight to the total that it went into. */
  readonly integrity: PriceIntegrity;
  /** Failed checks first, worst first. Empty when the data is fit to be read. */
  readonly health: readonly HealthCheck[];
  /** In the order in which the experiment names them. */
  readonly guardrails: readonly GuardrailReport[];
  readonly decision: Decision;
}
