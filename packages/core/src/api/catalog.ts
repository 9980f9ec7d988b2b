import { z } from "zod";
import type { Catalog } from "../catalog/catalog.ts";
import { type CatalogInput, catalogSchema } from "../catalog/catalog-schema.ts";

/** `POST /v1/catalog`: publishes a price list as a new version. */
export type PublishCatalogRequest = CatalogInput;

/** A published version; it never changes. */
export interface CatalogVersion {
  /** Starts at 1. */
  readonly version: number;
  /** SHA-256 of the catalog's canonical JSON, in hexadecimal. */
  readonly hash: string;
  readonly publishedAt: string;
  readonly catalog: Catalog;
}

export const publishCatalogRequest: z.ZodType<Catalog, CatalogInput> = catalogSchema;

export const catalogVersion: z.ZodType<CatalogVersion> = z.object({
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
            providers: z.object({ stripe: z.string().optional(), lemonsqueezy: z.string().optional() }).optional(),
          }),
        ),
      }),
    ),
  }),
});
