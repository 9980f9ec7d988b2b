import { z } from "zod";
import type { PlanInput } from "../catalog-input.ts";
import type { Plan } from "../plan.ts";
import type { Price } from "../price.ts";
import {
  availabilityField,
  creditsField,
  decimalField,
  descriptionField,
  idField,
  nameField,
  spanField,
} from "./fields.ts";
import { priceSchema } from "./price-schema.ts";

const feature = { id: idField, name: nameField, listed: z.boolean().optional() };
const period = z.enum(["day", "week", "month", "year"]);

const features = z
  .array(
    z.union([
      z.string().min(1).max(200),
      z.discriminatedUnion("type", [
        z.strictObject({ ...feature, type: z.literal("boolean"), included: z.boolean() }),
        z.strictObject({
          ...feature,
          type: z.literal("limit"),
          limit: z.number().min(0).max(Number.MAX_SAFE_INTEGER),
          per: period.optional(),
          unit: z.string().min(1).max(40).optional(),
        }),
        z.strictObject({ ...feature, type: z.literal("unlimited") }),
        z.strictObject({
          ...feature,
          type: z.literal("config"),
          value: z.union([z.string().max(1000), z.number(), z.boolean()]),
        }),
      ]),
    ]),
  )
  .max(100)
  .default([]);

const credits = z.strictObject({
  amount: creditsField,
  per: z.enum(["once", "month", "year"]),
  rollover: z.strictObject({ min: creditsField.optional(), max: creditsField }).optional(),
  expiresAfter: spanField.optional(),
});

const quota = z.strictObject({
  meter: idField,
  limit: decimalField,
  per: period,
  beyond: z.enum(["deny", "charge"]).optional(),
});

/** A plan whose prices may still lack a currency. */
export type PlanDraft = Omit<Plan, "prices"> & {
  readonly prices: readonly (Omit<Price, "currency"> & { readonly currency?: string | undefined })[];
};

/** A plan by itself. */
export const planSchema: z.ZodType<PlanDraft, PlanInput> = z.strictObject({
  id: idField,
  name: nameField,
  description: descriptionField.optional(),
  custom: z.boolean().optional(),
  features,
  prices: z.array(priceSchema).max(100).default([]),
  credits: credits.optional(),
  trialDays: z.number().int().min(0).max(3650).optional(),
  quotas: z.array(quota).max(100).optional(),
  available: availabilityField.optional(),
});
