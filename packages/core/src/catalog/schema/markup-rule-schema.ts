import { z } from "zod";
import type { MarkupRule } from "../../credits/charging/markup-rule.ts";
import { decimalField, idField, signedDecimalField } from "./fields.ts";

/** Names that upstream gives, such as `"anthropic/claude-sonnet-4.5"`. */
const foreignName = z.string().min(1).max(255);

/** A markup rule. That it has exactly one rate is looked at with the whole catalog. */
export const markupRuleSchema: z.ZodType<MarkupRule, MarkupRule> = z.strictObject({
  match: z
    .strictObject({
      customer: foreignName.optional(),
      variant: idField.optional(),
      plan: idField.optional(),
      model: foreignName.optional(),
      provider: foreignName.optional(),
      meter: idField.optional(),
      keySource: z.enum(["platform", "byok"]).optional(),
    })
    .optional(),
  percent: signedDecimalField.optional(),
  targetMargin: decimalField.optional(),
  multiplier: decimalField.optional(),
  fixedPerUnit: decimalField.optional(),
  platformFee: decimalField.optional(),
  minimumCharge: decimalField.optional(),
  maximumCharge: decimalField.optional(),
}) as unknown as z.ZodType<MarkupRule, MarkupRule>;
