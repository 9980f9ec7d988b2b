import { z } from "zod";
import type { Adjustment } from "../recording/adjustments.ts";
import type { SegmentReport } from "../statistics/analyze-segments.ts";
import type { Decision, DecisionReason } from "../statistics/decision/decision.ts";
import type { DemandGap } from "../statistics/demand/demand-points-of.ts";
import type { DemandFit } from "../statistics/demand/fit-demand.ts";
import type { HealthCheck } from "../statistics/health.ts";
import type { PriceEquality } from "../statistics/price-integrity.ts";
import type { ExperimentReport, VariantReport } from "../statistics/report.ts";
import { type ExperimentResource, experimentResource } from "./experiments.ts";

/** `GET /v1/experiments/{key}/results`. */
export interface ResultsResponse {
  readonly experiment: ExperimentResource;
  readonly report: ExperimentReport;
  /** The report in plain sentences, warnings first. */
  readonly sentences: readonly string[];
  /** The demand curve through the arms' prices, or null. */
  readonly demand: DemandFit | null;
  /** Why there is no demand curve; null where there is one. */
  readonly demandGap: DemandGap | null;
  /** What was known when a winner was named; null before. */
  readonly conclusion: ConclusionResource | null;
}

/** The report on which an experiment was concluded. It never changes. */
export interface ConclusionResource {
  readonly report: ExperimentReport;
  /** That report in plain sentences. */
  readonly sentences: readonly string[];
  /** How far each arm's numbers have moved since, over all days; empty where none have. */
  readonly adjustments: readonly Adjustment[];
}

const interval = z.tuple([z.number(), z.number()]);
const estimate = z.object({ mean: z.number(), interval, curve: z.array(z.tuple([z.number(), z.number()])) });

const variant: z.ZodType<VariantReport> = z.object({
  key: z.string(),
  visitors: z.number(),
  conversions: z.number(),
  arrivals: z.number(),
  immature: z.number(),
  observed: z.object({ conversion: z.number().nullable(), revenuePerVisitor: z.number().nullable() }),
  conversion: estimate,
  revenuePerVisitor: estimate.nullable(),
  marginPerVisitor: estimate.nullable(),
  probabilityBest: z.number(),
  expectedLoss: z.number(),
  versusControl: z
    .object({
      probabilityBeatsControl: z.number(),
      difference: z.number(),
      differenceInterval: interval,
      relativeLift: z.number().nullable(),
      relativeLiftInterval: interval.nullable(),
      anytimeValid: interval.nullable(),
      sources: z.object({ conversion: z.number(), planMix: z.number(), price: z.number() }).nullable(),
      breakEven: z.object({ fall: z.number(), observedFall: z.number() }).nullable(),
    })
    .nullable(),
});

const segment: z.ZodType<SegmentReport> = z.object({
  segment: z.string(),
  variants: z.array(
    z.object({
      key: z.string(),
      visitors: z.number(),
      conversions: z.number(),
      mean: z.number().nullable(),
      interval: interval.nullable(),
      versusControl: z
        .object({ probabilityBeatsControl: z.number(), difference: z.number(), differenceInterval: interval })
        .nullable(),
    }),
  ),
});

const equality: z.ZodType<PriceEquality> = z.object({
  equal: z.number(),
  different: z.number(),
  unknown: z.number(),
  of: z.number(),
});

// Codes are open-ended: new ones may come, and clients show what they know.
const health = z.looseObject({
  code: z.string(),
  severity: z.enum(["fix-first", "warning", "note"]),
}) as unknown as z.ZodType<HealthCheck>;
const because = z.array(z.looseObject({ code: z.string() })) as unknown as z.ZodType<readonly DecisionReason[]>;
const settled = z.looseObject({ action: z.string(), because });
const decision = settled.extend({ ifTrusted: settled.optional() }) as unknown as z.ZodType<Decision>;

const report: z.ZodType<ExperimentReport> = z.object({
  currency: z.string(),
  // Reports that were kept before there was a choice do not say it.
  revenue: z.enum(["cash", "monthly-equivalent"]).default("cash"),
  metric: z.enum(["conversion", "revenue-per-visitor", "margin-per-visitor"]),
  model: z.object({
    name: z.enum(["conversion", "single-price", "plan-mix", "hurdle"]),
    because: z.enum([
      "one-price-per-arm",
      "several-plans",
      "amounts-vary",
      "amounts-unknown",
      "no-amounts",
      "too-few-amounts",
    ]),
    capped: z.object({ units: z.number(), amount: z.number() }).nullable(),
  }),
  control: z.string(),
  asOf: z.string().nullable(),
  startedAt: z.string().nullable(),
  ended: z.boolean().default(false),
  variants: z.array(variant),
  segments: z.array(segment),
  sampleRatio: z
    .object({
      chiSquared: z.number(),
      degreesOfFreedom: z.number(),
      pValue: z.number(),
      expected: z.array(z.number()),
      arrived: z.array(z.number()),
    })
    .nullable(),
  integrity: z.object({
    shown: equality,
    quoted: equality,
    charged: equality,
    attributed: equality,
    soldUnseen: z.array(z.object({ variant: z.string(), units: z.number() })),
  }),
  health: z.array(health),
  guardrails: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(["refund-rate", "margin", "outcome"]),
      tolerance: z.number(),
      limit: z.number(),
      variants: z.array(
        z.object({
          key: z.string(),
          mean: z.number().nullable(),
          interval: interval.nullable(),
          probabilityOfHarm: z.number().nullable(),
        }),
      ),
    }),
  ),
  decision,
});

const demandEstimate = z.object({ mean: z.number(), interval });
const demandAtPrice = z.object({
  price: z.number(),
  conversion: demandEstimate,
  elasticity: demandEstimate,
  revenuePerVisitor: demandEstimate,
  marginPerVisitor: demandEstimate,
});

const demand: z.ZodType<DemandFit> = z.object({
  intercept: z.number(),
  slope: z.number(),
  atTestedPrices: z.array(demandAtPrice),
  curve: z.array(demandAtPrice),
  bestPrice: z.object({ median: z.number(), interval80: interval }),
  probabilityBestAbove: z.number(),
  probabilityBestBelow: z.number(),
  nextPrice: z.object({ price: z.number(), cut: z.boolean() }),
  goodnessOfFit: z.object({ deviance: z.number(), degreesOfFreedom: z.number(), pValue: z.number() }).nullable(),
  alternatives: z.array(
    z.object({ curve: z.enum(["linear", "exponential"]), deviance: z.number(), bestPrice: z.number().nullable() }),
  ),
  assumption: z.literal("logit-demand"),
});

const adjustment: z.ZodType<Adjustment> = z.object({
  key: z.string(),
  arrivals: z.number(),
  visitors: z.number(),
  immature: z.number(),
  conversions: z.number(),
  revenuePerVisitor: z.number().nullable(),
});

const conclusion: z.ZodType<ConclusionResource> = z.object({
  report,
  sentences: z.array(z.string()),
  adjustments: z.array(adjustment),
});

export const resultsResponse: z.ZodType<ResultsResponse> = z.object({
  experiment: experimentResource,
  report,
  sentences: z.array(z.string()),
  demand: demand.nullable(),
  demandGap: z.enum(["several-prices-in-an-arm", "different-plans", "too-few-prices"]).nullable(),
  conclusion: conclusion.nullable(),
});

/** The main numbers of a report at the end of a day. */
export interface TimelineDay {
  /** Such as `"2026-03-01"`, in UTC. */
  readonly day: string;
  readonly takenAt: string;
  readonly metric: string;
  readonly action: string;
  readonly variants: readonly {
    readonly key: string;
    readonly visitors: number;
    readonly conversions: number;
    readonly mean: number;
    readonly probabilityBest: number;
    readonly expectedLoss: number;
    readonly relativeLift: number | null;
    readonly relativeLiftInterval: readonly [number, number] | null;
    readonly difference: number | null;
    /** Interval of the difference that holds on every day at once. */
    readonly anytimeValid: readonly [number, number] | null;
  }[];
}

/** A report day by day, oldest first. */
export interface TimelineResponse {
  readonly days: readonly TimelineDay[];
}

/** Schema of {@link TimelineResponse}. */
export const timelineResponse: z.ZodType<TimelineResponse> = z.object({
  days: z.array(
    z.object({
      day: z.string(),
      takenAt: z.string(),
      metric: z.string(),
      action: z.string(),
      variants: z.array(
        z.object({
          key: z.string(),
          visitors: z.number(),
          conversions: z.number(),
          mean: z.number(),
          probabilityBest: z.number(),
          expectedLoss: z.number(),
          relativeLift: z.number().nullable(),
          relativeLiftInterval: interval.nullable(),
          difference: z.number().nullable(),
          anytimeValid: interval.nullable(),
        }),
      ),
    }),
  ),
});
