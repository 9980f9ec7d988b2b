import { z } from "zod";
import type { PackInput } from "../catalog-input.ts";
import type { Pack, PackPrice } from "../pack.ts";
import { availabilityField, creditsField, descriptionField, idField, nameField, spanField } from "./fields.ts";
import { packPriceSchema } from "./price-schema.ts";

/** A pack whose prices may still lack a currency. */
export type PackDraft = Omit<Pack, "prices"> & {
  readonly prices: readonly (Omit<PackPrice, "currency"> & { readonly currency?: string | undefined })[];
};

/** A pack by itself. */
export const packSchema: z.ZodType<PackDraft, PackInput> = z.strictObject({
  id: idField,
  name: nameField,
  description: descriptionField.optional(),
  prices: z.array(packPriceSchema).min(1).max(100),
  credits: creditsField,
  bonus: creditsField.optional(),
  meters: z.array(idField).min(1, "name a meter, or leave meters out to pay for all of them").max(100).optional(),
  expiresAfter: spanField.optional(),
  available: availabilityField.optional(),
});
