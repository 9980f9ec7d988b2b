import { z } from "zod";
import type { Catalog } from "../catalog/catalog.ts";
import type { CatalogInput } from "../catalog/catalog-input.ts";
import { catalogSchema } from "../catalog/schema/catalog-schema.ts";
import type { PublishedCatalog } from "../catalog/versions/publish-catalog.ts";

/** `POST /v1/catalog`: publishes a price list as a new version. */
export type PublishCatalogRequest = CatalogInput;

/** A published version; it never changes. */
export interface CatalogVersion extends PublishedCatalog {
  readonly publishedAt: string;
}

export const publishCatalogRequest: z.ZodType<Catalog, CatalogInput> = catalogSchema;

// What was published was checked then. A client passes on the fields that it does not know.
const price = z.looseObject({ id: z.string(), amount: z.string(), currency: z.string(), listed: z.boolean() });
const catalog = z.looseObject({
  currency: z.string(),
  plans: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      description: z.string().optional(),
      features: z.array(z.union([z.string(), z.looseObject({ id: z.string(), name: z.string(), type: z.string() })])),
      prices: z.array(price.extend({ interval: z.enum(["once", "month", "year"]) })),
    }),
  ),
  packs: z.array(z.looseObject({ id: z.string(), credits: z.string(), prices: z.array(price) })).optional(),
}) as unknown as z.ZodType<Catalog>;

export const catalogVersion: z.ZodType<CatalogVersion> = z.object({
  version: z.number().int(),
  hash: z.string(),
  publishedAt: z.string(),
  catalog,
});
