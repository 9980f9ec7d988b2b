import { z } from "zod";
import type { PricingDocument } from "../catalog/document/pricing-document.ts";
import type { ChargeModel } from "../credits/charging/charge-model.ts";

const interval = z.enum(["once", "month", "year"]);
const span = z.object({ count: z.number().int(), unit: z.enum(["day", "month", "year"]) });

// Which fields there are follows from the type; a client passes on the types that it does not know.
const model = z.looseObject({ type: z.string() }) as unknown as z.ZodType<ChargeModel>;

const price = z.object({
  id: z.string(),
  amount: z.string(),
  currency: z.string(),
  interval,
  formatted: z.string(),
  metered: z
    .array(z.object({ meter: z.string(), name: z.string(), unit: z.string(), model, label: z.string() }))
    .optional(),
  fees: z.array(z.object({ name: z.string(), amount: z.string(), interval, label: z.string() })).optional(),
});

const feature = { id: z.string(), name: z.string(), label: z.string(), text: z.string().nullable() };
const entitlement = z.discriminatedUnion("type", [
  z.object({ ...feature, type: z.literal("boolean"), included: z.boolean() }),
  z.object({
    ...feature,
    type: z.literal("limit"),
    limit: z.number(),
    per: z.enum(["day", "week", "month", "year"]).optional(),
    unit: z.string().optional(),
  }),
  z.object({ ...feature, type: z.literal("unlimited") }),
  z.object({ ...feature, type: z.literal("config"), value: z.union([z.string(), z.number(), z.boolean()]) }),
]);

const plan = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  features: z.array(z.string()),
  entitlements: z.array(entitlement),
  prices: z.array(price),
  custom: z.boolean(),
  trialDays: z.number().int().nullable(),
  trialLabel: z.string().nullable(),
  credits: z
    .object({
      amount: z.string(),
      per: interval,
      rollover: z.object({ min: z.string().optional(), max: z.string() }).optional(),
      expiresAfter: span.optional(),
      label: z.string(),
    })
    .nullable(),
});

const pack = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  prices: z.array(price),
  credits: z.string(),
  bonus: z.string(),
  meters: z.array(z.string()).nullable(),
  expiresAfter: span.nullable(),
  label: z.string(),
});

/** The document that `POST /v1/evaluate` answers with. */
export const pricingDocumentSchema: z.ZodType<PricingDocument> = z.object({
  locale: z.string(),
  currency: z.string(),
  plans: z.array(plan),
  packs: z.array(pack),
  intervals: z.array(interval),
  experiments: z.array(
    z.object({ key: z.string(), variant: z.string(), counted: z.boolean(), prices: z.array(z.string()) }),
  ),
});
