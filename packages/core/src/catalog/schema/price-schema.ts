import { z } from "zod";
import type { PackPriceInput, PriceInput } from "../catalog-input.ts";
import { chargeModelSchema } from "./charge-model-schema.ts";
import { currencyField, idField, nameField } from "./fields.ts";

const interval = z.enum(["once", "month", "year"]);

const providerId = z.string().min(1).max(255).optional();

// What an amount may be depends on its currency, which may be the catalog's.
const amount = z.string();

const fields = {
  id: idField,
  amount,
  currency: currencyField.optional(),
  listed: z.boolean().default(true),
  metered: z
    .array(z.strictObject({ meter: idField, model: chargeModelSchema }))
    .max(100)
    .optional(),
  fees: z
    .array(z.strictObject({ name: nameField, amount, interval }))
    .max(100)
    .optional(),
  providers: z.strictObject({ stripe: providerId, lemonsqueezy: providerId }).optional(),
};

/** A plan's price. */
export const priceSchema: z.ZodType<PriceInput & { listed: boolean }, PriceInput> = z.strictObject({
  ...fields,
  interval,
});

/** A pack's price, which is paid once. */
export const packPriceSchema: z.ZodType<PriceInput & { listed: boolean; interval: "once" }, PackPriceInput> =
  z.strictObject({
    ...fields,
    interval: z.literal("once").default("once"),
  });
