import { z } from "zod";
import type { Audience } from "../assignment/audience.ts";
import type { Holdout, LayerPlace } from "../assignment/experiment.ts";
import { type Guardrail, guardrailName } from "../statistics/guardrails/guardrail.ts";
import type { RevenueBasis } from "../statistics/revenue-basis.ts";
import { isoTime, key, reason } from "./fields.ts";

/** Where an experiment is in its life, as the server keeps it. */
export type ServerExperimentStatus = "draft" | "running" | "paused" | "completed" | "archived";

/** An attribute that results are split by; a value without a row of its own is counted as `other`. */
export interface SegmentDeclaration {
  readonly attribute: string;
  /** At most 20. */
  readonly values: readonly string[];
}

/** What an experiment is besides its variants. */
export interface ExperimentOptions {
  /** Who takes part, as a condition on the unit's attributes. */
  readonly audience?: Audience | undefined;
  readonly layer?: LayerPlace | undefined;
  readonly holdout?: Holdout | undefined;
  readonly eligibility?: "everyone" | "new-customers" | undefined;
  /** Variants by unit id, for people who look before others do. */
  readonly forced?: Readonly<Record<string, string>> | undefined;
  /**
   * Days after the first exposure within which outcomes count.
   *
   * @default no end
   */
  readonly horizonDays?: number | undefined;
  /**
   * Days after the horizon in which money may be given back; younger units are immature.
   *
   * @default 0
   */
  readonly refundDays?: number | undefined;
  /**
   * Whether revenue is counted as it was paid, or as what it is worth a month: a payment for a year is then divided by 12,
   * of a unit's payments the last ones count, what is paid once counts nothing, and margins are not compared.
   *
   * @default "cash"
   */
  readonly revenue?: RevenueBasis | undefined;
  /**
   * Units that were shown a price in so many days before the start get the control, uncounted.
   *
   * @default 30
   */
  readonly memoryDays?: number | undefined;
  /**
   * Days after the conclusion until visitors who never bought see the winner; null for never.
   *
   * @default 30
   */
  readonly releaseAfterDays?: number | null | undefined;
  /** At most 10, declared before the start. */
  readonly segments?: readonly SegmentDeclaration[] | undefined;
  /** Units of the catalog's currency for one of another, as decimal strings, fixed at the start. */
  readonly rates?: Readonly<Record<string, string>> | undefined;
  /** At most 10, declared before the start: numbers that must not get much worse. An arm that breaks one is to stop. */
  readonly guardrails?: readonly Guardrail[] | undefined;
  /** The number that arms are compared on; by default the one that the data allows. */
  readonly metric?: "conversion" | "revenue-per-visitor" | "margin-per-visitor" | undefined;
  /** Units, of all arms together, that the plan asks for: where anytime-valid intervals are tightest. */
  readonly plannedUnits?: number | undefined;
}

/** `POST /v1/experiments`: a test of prices that the published catalog holds. */
export interface CreateExperimentRequest extends ExperimentOptions {
  readonly key: string;
  /** Shown to people; the key by default. */
  readonly name?: string | undefined;
  /**
   * Hashed with each unit's id. Give one only for a test that is moved over from elsewhere.
   *
   * @default random, so that arms cannot be computed from outside
   */
  readonly salt?: string | undefined;
  readonly control: string;
  readonly variants: readonly {
    readonly key: string;
    readonly weight?: number | undefined;
    /** Ids of the prices shown instead of the catalog's. */
    readonly prices: readonly string[];
    readonly payload?: unknown;
  }[];
  readonly coverage?: number | undefined;
  /**
   * Whether it waits to be started.
   *
   * @default false
   */
  readonly draft?: boolean | undefined;
  /** When a draft starts by itself. */
  readonly startAt?: string | undefined;
  /** Now by default; a time in the past for a test that already took place. */
  readonly startedAt?: string | undefined;
  /** Set for a test that has already ended: its events are taken in, and nobody new is assigned. */
  readonly endedAt?: string | undefined;
}

/** An experiment as the API returns it. */
export interface ExperimentResource extends ExperimentOptions {
  readonly key: string;
  readonly name: string;
  readonly salt: string;
  readonly status: ServerExperimentStatus;
  readonly control: string;
  readonly variants: readonly {
    readonly key: string;
    readonly weight: number;
    readonly prices: readonly string[];
    readonly payload?: unknown;
  }[];
  readonly coverage: number;
  readonly revision: number;
  /** Counts up whenever weights change; arms are compared within epochs. */
  readonly weightEpoch: number;
  /** Counts changes of any kind; the `ETag` is `"v<version>"`. */
  readonly version: number;
  readonly catalogVersion: number;
  readonly winner: string | null;
  readonly startAt: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

const terms = { tolerance: z.number().min(0).max(1e9), probability: z.number().gt(0).lt(1).optional() };
const guardrail: z.ZodType<Guardrail> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("refund-rate"), ...terms }),
  z.strictObject({ kind: z.literal("margin"), ...terms }),
  z.strictObject({
    kind: z.literal("outcome"),
    outcome: key,
    of: z.enum(["visitors", "buyers"]).optional(),
    ...terms,
  }),
]);

const options = {
  audience: z.record(z.string(), z.unknown()).optional(),
  layer: z
    .strictObject({
      key,
      ranges: z
        .array(z.strictObject({ from: z.int(), to: z.int() }))
        .min(1)
        .max(1000),
    })
    .optional(),
  holdout: z.strictObject({ key, share: z.number().min(0).max(1) }).optional(),
  eligibility: z.enum(["everyone", "new-customers"]).optional(),
  forced: z.record(z.string().max(512), key).optional(),
  horizonDays: z.int().min(1).max(730).optional(),
  refundDays: z.int().min(0).max(365).optional(),
  revenue: z.enum(["cash", "monthly-equivalent"]).optional(),
  memoryDays: z.int().min(0).max(365).optional(),
  releaseAfterDays: z.int().min(0).max(3650).nullable().optional(),
  segments: z
    .array(z.strictObject({ attribute: key, values: z.array(z.string().min(1).max(100)).min(1).max(20) }))
    .max(10)
    .optional(),
  rates: z
    .record(z.string().regex(/^[A-Z]{3}$/), z.string().regex(/^\d{1,12}(\.\d{1,12})?$/, "use a decimal string"))
    .optional(),
  guardrails: z
    .array(guardrail)
    .max(10)
    .refine((list) => new Set(list.map(guardrailName)).size === list.length, "name each guardrail once")
    .optional(),
  metric: z.enum(["conversion", "revenue-per-visitor", "margin-per-visitor"]).optional(),
  plannedUnits: z.int().min(2).optional(),
};

const variants = z
  .array(
    z.strictObject({
      key,
      weight: z.number().min(0).max(1e9).optional(),
      prices: z.array(key).max(100),
      payload: z.unknown().optional(),
    }),
  )
  .min(2)
  .max(50);

export const createExperimentRequest: z.ZodType<CreateExperimentRequest> = z.strictObject({
  key,
  name: z.string().min(1).max(200).optional(),
  salt: key.optional(),
  control: key,
  variants,
  coverage: z.number().min(0).max(1).optional(),
  draft: z.boolean().optional(),
  startAt: isoTime.optional(),
  startedAt: isoTime.optional(),
  endedAt: isoTime.optional(),
  ...options,
});

/** `PATCH /v1/experiments/{key}`: only a draft can be changed. */
export interface UpdateExperimentRequest extends Omit<ExperimentOptions, "horizonDays" | "refundDays"> {
  readonly name?: string | undefined;
  readonly control?: string | undefined;
  readonly variants?: CreateExperimentRequest["variants"] | undefined;
  readonly coverage?: number | undefined;
  /** Null for a draft that waits for somebody to start it. */
  readonly startAt?: string | null | undefined;
  /** Null for outcomes that count however late they come. */
  readonly horizonDays?: number | null | undefined;
  /** Null for none. */
  readonly refundDays?: number | null | undefined;
}

export const updateExperimentRequest: z.ZodType<UpdateExperimentRequest> = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  control: key.optional(),
  variants: variants.optional(),
  coverage: z.number().min(0).max(1).optional(),
  ...options,
  startAt: isoTime.nullable().optional(),
  horizonDays: options.horizonDays.unwrap().nullable().optional(),
  refundDays: options.refundDays.unwrap().nullable().optional(),
});

/** `POST /v1/experiments/{key}/reweight`. */
export interface ReweightRequest {
  /** New weight of each variant; one that is left out keeps its own. */
  readonly weights?: Readonly<Record<string, number>> | undefined;
  readonly coverage?: number | undefined;
  readonly reason: string;
}

export const reweightRequest: z.ZodType<ReweightRequest> = z.strictObject({
  weights: z.record(z.string(), z.number().min(0).max(1e9)).optional(),
  coverage: z.number().min(0).max(1).optional(),
  reason,
});

/** `POST /v1/experiments/{key}/conclude`. */
export interface ConcludeRequest {
  /** Variant that everybody new sees from now on. */
  readonly winner: string;
  readonly reason: string;
  readonly releaseAfterDays?: number | null | undefined;
}

export const concludeRequest: z.ZodType<ConcludeRequest> = z.strictObject({
  winner: key,
  reason,
  releaseAfterDays: z.int().min(0).max(3650).nullable().optional(),
});

/** `POST /v1/experiments/{key}/exclusions`: traffic that is left out, in all arms alike. */
export interface ExclusionRequest {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Label of the traffic, as exposures carried it. */
  readonly label?: string | undefined;
  readonly reason: string;
}

export const exclusionRequest: z.ZodType<ExclusionRequest> = z
  .strictObject({
    from: isoTime.optional(),
    to: isoTime.optional(),
    label: z.string().min(1).max(128).optional(),
    reason,
  })
  .refine(({ from, to, label }) => from !== undefined || to !== undefined || label !== undefined, {
    message: "give a time range or a label: all traffic cannot be left out",
  });

const resource = z.object({
  key: z.string(),
  name: z.string(),
  salt: z.string(),
  status: z.enum(["draft", "running", "paused", "completed", "archived"]),
  control: z.string(),
  variants: z.array(
    z.object({ key: z.string(), weight: z.number(), prices: z.array(z.string()), payload: z.unknown().optional() }),
  ),
  coverage: z.number(),
  revision: z.number().int(),
  weightEpoch: z.number().int(),
  version: z.number().int(),
  catalogVersion: z.number().int(),
  winner: z.string().nullable(),
  startAt: z.string().nullable(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  ...options,
});

export const experimentResource: z.ZodType<ExperimentResource> = resource as z.ZodType<ExperimentResource>;

/** `GET /v1/experiments`, oldest first. */
export interface ExperimentList {
  readonly experiments: readonly ExperimentResource[];
  /** Where the next part begins; null at the end. */
  readonly nextCursor: string | null;
}

export const experimentList: z.ZodType<ExperimentList> = z.object({
  experiments: z.array(experimentResource),
  nextCursor: z.string().nullable(),
});

/** A token with which somebody may look at each variant of an experiment, also in the live environment. */
export interface PreviewToken {
  readonly token: string;
  readonly expiresAt: string;
}

export const previewToken: z.ZodType<PreviewToken> = z.object({ token: z.string(), expiresAt: z.string() });
