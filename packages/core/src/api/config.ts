import { z } from "zod";
import type { Experiment } from "../assignment/experiment.ts";
import type { Catalog } from "../catalog/catalog.ts";

/** `GET /v1/config`: everything that a server needs to evaluate by itself. */
export interface ConfigResponse {
  /** Changes whenever anything of it changes; the `ETag` is the same in quotes. */
  readonly version: string;
  readonly environment: "test" | "live";
  /** Every experiment but drafts and archived ones, with the catalog version that its prices are of. */
  readonly experiments: readonly { readonly definition: Experiment; readonly catalogVersion: number }[];
  /** The newest catalog and those that experiments name, oldest first. */
  readonly catalogs: readonly { readonly version: number; readonly catalog: Catalog }[];
  /** Ids of prices that may be offered to nobody. */
  readonly withdrawn: readonly string[];
}

const anything = z.looseObject({});

// It was checked when it was stored.
export const configResponse: z.ZodType<ConfigResponse> = z.object({
  version: z.string(),
  environment: z.enum(["test", "live"]),
  experiments: z.array(z.object({ definition: anything, catalogVersion: z.number().int() })),
  catalogs: z.array(z.object({ version: z.number().int(), catalog: anything })),
  withdrawn: z.array(z.string()),
}) as unknown as z.ZodType<ConfigResponse>;
