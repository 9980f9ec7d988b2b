import { z } from "zod";
import type { ChargeModel } from "../../credits/charging/charge-model.ts";
import { decimalField } from "./fields.ts";

const common = {
  freeUnits: decimalField.optional(),
  minimum: decimalField.optional(),
  maximum: decimalField.optional(),
};
const flat = decimalField.optional();
const tiers = z
  .array(z.strictObject({ upTo: decimalField.optional(), perUnit: decimalField, flat }))
  .min(1)
  .max(100);

/** A way to price a quantity. The order of tiers is looked at with the whole catalog. */
export const chargeModelSchema: z.ZodType<ChargeModel, ChargeModel> = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("per-unit"), perUnit: decimalField, flat, ...common }),
  z.strictObject({ type: z.literal("graduated"), tiers, ...common }),
  z.strictObject({ type: z.literal("volume"), tiers, ...common }),
  z.strictObject({ type: z.literal("package"), size: decimalField, perPackage: decimalField, flat, ...common }),
  z.strictObject({ type: z.literal("percentage"), percent: decimalField, flat, ...common }),
]);
