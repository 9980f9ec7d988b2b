import { z } from "zod";
import { isoTime, key } from "./fields.ts";
export const createExperimentRequest = z.strictObject({
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
export const experimentResource = z.object({
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
export const experimentList = z.object({ experiments: z.array(experimentResource) });
