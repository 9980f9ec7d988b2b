import { z } from "zod";
import type { ExperimentReport } from "../statistics/report.ts";
import { type ExperimentResource, experimentResource } from "./experiments.ts";

/** `GET /v1/experiments/{key}/results`. */
export interface ResultsResponse {
  readonly experiment: ExperimentResource;
  readonly report: ExperimentReport;
  /** The report in plain sentences, warnings first. */
  readonly sentences: readonly string[];
}

const interval = z.tuple([z.number(), z.number()]);
const estimate = z.object({ mean: z.number(), interval, curve: z.array(z.tuple([z.number(), z.number()])) });

const report: z.ZodType<ExperimentReport> = z.object({
  currency: z.string(),
  metric: z.enum(["conversion", "revenue-per-visitor", "margin-per-visitor"]),
  model: z.object({ name: z.enum(["conversion", "single-price", "plan-mix", "hurdle"]), because: z.string() }),
  control: z.string(),
  asOf: z.string().nullable(),
  startedAt: z.string().nullable(),
  variants: z.array(
    z.object({
      key: z.string(),
      visitors: z.number(),
      conversions: z.number(),
      arrivals: z.number(),
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
    }),
  ),
  sampleRatio: z
    .object({ chiSquared: z.number(), degreesOfFreedom: z.number(), pValue: z.number(), expected: z.array(z.number()) })
    .nullable(),
  // Reasons are open-ended: new codes may come, and clients show what they know.
  health: z.array(z.looseObject({ code: z.string(), severity: z.string() })),
  decision: z.looseObject({ action: z.string(), because: z.array(z.looseObject({ code: z.string() })) }),
}) as unknown as z.ZodType<ExperimentReport>;

export const resultsResponse: z.ZodType<ResultsResponse> = z.object({
  experiment: experimentResource,
  report,
  sentences: z.array(z.string()),
});
