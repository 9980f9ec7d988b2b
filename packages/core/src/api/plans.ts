import { z } from "zod";

/** `POST /v1/experiments/{key}/plan`: how large and long the test must be. */
export interface PlanRequest {
  /** Visitors a day that come to the page, of all arms and outside the test's coverage too. */
  readonly visitorsPerDay: number;
  /** Conversion at the control's prices, between 0 and 1. */
  readonly conversion: number;
  /**
   * Smallest change of conversion worth knowing, relative to it, such as -0.1; or `"break-even"`, the change at which both
   * prices earn the same.
   *
   * @default "break-even"
   */
  readonly minimumEffect?: number | "break-even" | undefined;
  /**
   * Probability of finding a change of that size.
   *
   * @default 0.8
   */
  readonly power?: number | undefined;
  /**
   * Two-sided probability of finding a change where there is none, for all arms together.
   *
   * @default 0.05
   */
  readonly alpha?: number | undefined;
}

/** One arm's price against the control's, for the same plan and interval. */
export interface PlannedComparison {
  readonly variant: string;
  /** Id of the plan or pack. */
  readonly plan: string;
  readonly interval: string;
  /** Major units. */
  readonly prices: readonly [control: number, tried: number];
  readonly visitorsPerArm: number;
  /** Whole days, at least two weeks, at the arms' weights and the test's coverage. */
  readonly days: number;
  /** The change of conversion planned for, relative to the baseline. */
  readonly effect: number;
  /** Revenue given up in the arm that earns less, if the change is as planned. */
  readonly costOfTesting: number;
}

/** What a test takes: as long as its longest comparison. */
export interface PlanResponse {
  readonly currency: string;
  readonly days: number;
  /** Of all arms together, in that time; `plannedUnits` of an experiment takes it. */
  readonly visitors: number;
  readonly costOfTesting: number;
  readonly comparisons: readonly PlannedComparison[];
  /** Arms that have no price other than the control's, or get no visitors. */
  readonly skipped: readonly { readonly variant: string; readonly because: "no-price-differs" | "no-visitors" }[];
}

const share = z.number().gt(0).lt(1);

export const planRequest: z.ZodType<PlanRequest> = z.strictObject({
  visitorsPerDay: z.number().gt(0).max(1e12),
  conversion: share,
  minimumEffect: z.union([z.literal("break-even"), z.number().gt(-1).max(1e6)]).optional(),
  power: share.optional(),
  alpha: share.optional(),
});

export const planResponse: z.ZodType<PlanResponse> = z.object({
  currency: z.string(),
  days: z.number().int(),
  visitors: z.number().int(),
  costOfTesting: z.number(),
  comparisons: z.array(
    z.object({
      variant: z.string(),
      plan: z.string(),
      interval: z.string(),
      prices: z.tuple([z.number(), z.number()]),
      visitorsPerArm: z.number().int(),
      days: z.number().int(),
      effect: z.number(),
      costOfTesting: z.number(),
    }),
  ),
  skipped: z.array(z.object({ variant: z.string(), because: z.enum(["no-price-differs", "no-visitors"]) })),
});
