import { z } from "zod";
import { unitReference } from "./events.ts";
import { currencyCode } from "./fields.ts";
export const evaluateRequest = z.strictObject({
  unit: unitReference,
  experiments: z.array(z.string().max(512)).max(100).optional(),
  locale: z.string().max(64).refine(isLocale, 'use a BCP 47 language tag, such as "en-US"').optional(),
  currency: currencyCode.optional(),
});
const assignment = z.object({
  experiment: z.string(),
  variant: z.string(),
  reason: z.enum(["unknown-experiment", "invalid-unit", "not-running", "concluded", "not-covered", "assigned"]),
  slot: z.number().int().nullable(),
  counted: z.boolean(),
});
const pricing = z.object({
  locale: z.string(),
  currency: z.string(),
  plans: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string().nullable(),
      features: z.array(z.string()),
      prices: z.array(
        z.object({
          id: z.string(),
          amount: z.string(),
          currency: z.string(),
          interval: z.enum(["once", "month", "year"]),
          formatted: z.string(),
        }),
      ),
    }),
  ),
  experiments: z.array(z.object({ key: z.string(), variant: z.string(), counted: z.boolean() })),
});
export const evaluateResponse = z.object({ assignments: z.array(assignment), pricing });
function isLocale(tag) {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
