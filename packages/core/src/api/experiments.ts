import { z } from "zod";
import type { ExperimentStatus } from "../assignment/experiment.ts";
import { isoTime, key } from "./fields.ts";

/** `POST /v1/experiments`: a test of prices that the published catalog holds. */
export interface CreateExperimentRequest {
  readonly key: string;
  /** Shown to people; the key by default. */
  readonly name?: string | undefined;
  /** Hashed with each unit's id; the key by default. */
  readonly salt?: string | undefined;
  readonly control: string;
  readonly variants: readonly {
    readonly key: string;
    readonly weight?: number | undefined;
    /** Ids of the prices shown instead of the catalog's. */
    readonly prices: readonly string[];
  }[];
  readonly coverage?: number | undefined;
  /** Now by default; a time in the past for a test that already took place. */
  readonly startedAt?: string | undefined;
  /** Set for a test that has already ended: its events are taken in, and nobody new is assigned. */
  readonly endedAt?: string | undefined;
}

/** An experiment as the API returns it. */
export interface ExperimentResource {
  readonly key: string;
  readonly name: string;
  readonly salt: string;
  readonly status: ExperimentStatus;
  readonly control: string;
  readonly variants: readonly { readonly key: string; readonly weight: number; readonly prices: readonly string[] }[];
  readonly coverage: number;
  readonly revision: number;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

export const createExperimentRequest: z.ZodType<CreateExperimentRequest> = z.strictObject({
  key,
  name: z.string().min(1).max(200).optional(),
  salt: key.optional(),
  control: key,
  variants: z
    .array(z.strictObject({ key, weight: z.number().min(0).max(1e9).optional(), prices: z.array(key).max(100) }))
    .min(2)
    .max(50),
  coverage: z.number().min(0).max(1).optional(),
  startedAt: isoTime.optional(),
  endedAt: isoTime.optional(),
});

export const experimentResource: z.ZodType<ExperimentResource> = z.object({
  key: z.string(),
  name: z.string(),
  salt: z.string(),
  status: z.enum(["draft", "running", "paused", "completed"]),
  control: z.string(),
  variants: z.array(z.object({ key: z.string(), weight: z.number(), prices: z.array(z.string()) })),
  coverage: z.number(),
  revision: z.number().int(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
});

export interface ExperimentList {
  readonly experiments: readonly ExperimentResource[];
}

export const experimentList: z.ZodType<ExperimentList> = z.object({ experiments: z.array(experimentResource) });
