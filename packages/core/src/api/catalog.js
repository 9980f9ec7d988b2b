import { z } from "zod";
import { catalogSchema } from "../catalog/catalog-schema.ts";
export const publishCatalogRequest = catalogSchema;
export const catalogVersion = z.object({
  version: z.number().int(),
  hash: z.string(),
  publishedAt: z.string(),
  catalog: z.object({
    currency: z.string(),
    plans: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        description: z.string().optional(),
        features: z.array(z.string()),
        prices: z.array(
          z.object({
            id: z.string(),
            amount: z.string(),
            currency: z.string(),
            interval: z.enum(["once", "month", "year"]),
            listed: z.boolean(),
          }),
        ),
      }),
    ),
  }),
});
