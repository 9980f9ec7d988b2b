import { z } from "zod";
import type { Experiment } from "../assignment/experiment.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { type UnitReference, unitReference } from "./events.ts";

/** The form of {@link ConfigResponse} that this version writes and reads. */
export const CONFIG_SCHEMA_VERSION = 1;

/** `GET /v1/config`: everything that a server needs to evaluate by itself. */
export interface ConfigResponse {
  /** Counts up when an older reader would misunderstand a newer configuration. */
  readonly schemaVersion: number;
  /** Changes whenever anything of it changes; the `ETag` is the same in quotes. */
  readonly version: string;
  readonly tenant: string;
  readonly environment: "test" | "live";
  /** Every experiment but drafts and archived ones. */
  readonly experiments: readonly ConfigExperiment[];
  /** The newest catalog and those that experiments name, oldest first. */
  readonly catalogs: readonly { readonly version: number; readonly catalog: Catalog }[];
  /** Ids of prices that may be offered to nobody. */
  readonly withdrawn: readonly string[];
  /** The seller's own people, whom experiments leave out. */
  readonly internal?: readonly UnitReference[] | undefined;
  /** ISO 8601: records of prices from before are of tests that are gone. */
  readonly recordsSince?: string | null | undefined;
  /** What answers are signed with. To be kept in memory only. */
  readonly keys: ConfigKeys;
}

/** An experiment and what its unit's prices depend on besides. */
export interface ConfigExperiment {
  /** Its `requires` names what a reader must know to assign it as meant. */
  readonly definition: Experiment;
  /** Version of the catalog that its prices are of. */
  readonly catalogVersion: number;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Days before the start in which a price that was shown makes a unit `seen-before`. */
  readonly memoryDays: number;
  /** Days after the conclusion until visitors who never bought see the winner; null for never. */
  readonly releaseAfterDays: number | null;
}

/** Secrets in base64url. They are of the key that asked, and worth nothing once it is revoked. */
export interface ConfigKeys {
  /** Signs quotes; `id` is what a quote's header names. */
  readonly quote: { readonly id: string; readonly secret: string };
  /** Signs frozen records. */
  readonly frozen: string;
  /** Names variants in quotes. */
  readonly variants: string;
}

const anything = z.looseObject({});

// It was checked when it was stored.
export const configResponse: z.ZodType<ConfigResponse> = z.object({
  schemaVersion: z.number().int().describe("Counts up when an older reader would misunderstand it"),
  version: z.string().describe("Changes whenever anything of it changes"),
  tenant: z.string(),
  environment: z.enum(["test", "live"]),
  experiments: z.array(
    z.object({
      definition: anything.describe("How it assigns; `requires` names what a reader has to know for that"),
      catalogVersion: z.number().int(),
      startedAt: z.string().nullable(),
      endedAt: z.string().nullable(),
      memoryDays: z.number(),
      releaseAfterDays: z.number().nullable(),
    }),
  ),
  catalogs: z.array(z.object({ version: z.number().int(), catalog: anything })),
  withdrawn: z.array(z.string()).describe("Ids of prices that may be offered to nobody"),
  internal: z.array(unitReference).optional().describe("Your own people, whom experiments leave out"),
  recordsSince: z.string().nullable().optional().describe("Signed records from before are of tests that are gone"),
  keys: z
    .object({
      quote: z
        .object({ id: z.string(), secret: z.string().describe("32 bytes in base64url") })
        .describe("Signs quotes; the key that asked has its own"),
      frozen: z.string().describe("Signs frozen records: 32 bytes in base64url"),
      variants: z.string().describe("Names variants in quotes: 32 bytes in base64url"),
    })
    .describe("What answers are signed with; keep it in memory only"),
}) as unknown as z.ZodType<ConfigResponse>;
