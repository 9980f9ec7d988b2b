import { z } from "zod";
import type { CatalogExperiment } from "../catalog-experiment.ts";
import { idField, nameField } from "./fields.ts";

/** An experiment by itself. */
export const experimentSchema: z.ZodType<CatalogExperiment, CatalogExperiment> = z.strictObject({
  key: idField,
  name: nameField.optional(),
  control: idField,
  variants: z
    .array(
      z.strictObject({
        key: idField,
        weight: z.number().min(0).max(1e9).optional(),
        prices: z.array(idField).max(100),
        payload: z.unknown().optional(),
      }),
    )
    .min(2)
    .max(50),
  changes: z.array(nameField).min(1).max(20).optional(),
});
