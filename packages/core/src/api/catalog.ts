import { z } from "zod";
import type { Catalog } from "../catalog/catalog.ts";
import type { CatalogInput } from "../catalog/catalog-input.ts";
import { catalogSchema } from "../catalog/schema/catalog-schema.ts";
import type { CatalogChange } from "../catalog/versions/catalog-change.ts";
import type { CatalogDiff } from "../catalog/versions/diff-catalogs.ts";
import type { PublishedCatalog } from "../catalog/versions/publish-catalog.ts";
import { key, reason } from "./fields.ts";

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

/** A published version without its prices. */
export type CatalogVersionSummary = Omit<CatalogVersion, "catalog">;

/** `GET /v1/catalog/versions`: newest first. */
export interface CatalogVersionList {
  readonly versions: readonly CatalogVersionSummary[];
  /** Where the next part begins; null at the end. */
  readonly nextCursor: string | null;
}

export const catalogVersionList: z.ZodType<CatalogVersionList> = z.object({
  versions: z.array(z.object({ version: z.number().int(), hash: z.string(), publishedAt: z.string() })),
  nextCursor: z.string().nullable(),
});

/** `GET /v1/catalog/diff`: what changes from one version to another, and for whom. */
export interface CatalogDiffResponse extends CatalogDiff {
  readonly from: number;
  readonly to: number;
}

const change: z.ZodType<CatalogChange> = z.object({
  subject: z.enum([
    "catalog",
    "credits",
    "experiment",
    "feature",
    "markup",
    "meter",
    "pack",
    "plan",
    "price",
    "quota",
    "trial",
  ]),
  change: z.enum(["added", "removed", "changed"]),
  id: z.string(),
  product: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

export const catalogDiffResponse: z.ZodType<CatalogDiffResponse> = z.object({
  from: z.number().int(),
  to: z.number().int(),
  newCustomers: z.array(change),
  customers: z.array(z.object({ plan: z.string(), whenMoved: z.array(change) })),
  problems: z.array(
    z.object({ path: z.array(z.union([z.string(), z.number()])), code: z.string(), message: z.string() }),
  ),
});

/** `POST /v1/catalog/withdrawals`: a price that may not be sold any more. */
export interface WithdrawPriceRequest {
  /** Price id. */
  readonly price: string;
  /** Whether quotes that were given before still hold until they expire. */
  readonly honour: "issued" | "none";
  readonly reason: string;
}

/** A withdrawn price. */
export interface WithdrawalResource {
  readonly price: string;
  readonly honour: "issued" | "none";
  readonly withdrawnAt: string;
  /** Running experiments whose variants name the price: conclude or clone them, for their arms lost it. */
  readonly experiments: readonly string[];
}

/** `GET /v1/catalog/withdrawals`, first withdrawn first. */
export interface WithdrawalList {
  readonly withdrawals: readonly WithdrawalResource[];
  /** Where the next part begins; null at the end. */
  readonly nextCursor: string | null;
}

export const withdrawPriceRequest: z.ZodType<WithdrawPriceRequest> = z.strictObject({
  price: key,
  honour: z.enum(["issued", "none"]),
  reason,
});

export const withdrawalResource: z.ZodType<WithdrawalResource> = z.object({
  price: z.string(),
  honour: z.enum(["issued", "none"]),
  withdrawnAt: z.string(),
  experiments: z.array(z.string()),
});

export const withdrawalList: z.ZodType<WithdrawalList> = z.object({
  withdrawals: z.array(withdrawalResource),
  nextCursor: z.string().nullable(),
});
