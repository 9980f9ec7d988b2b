import type { Assigner } from "../assignment/create-assigner.ts";
import type { Experiment, Variant } from "../assignment/experiment.ts";
import type { Catalog } from "../catalog/catalog.ts";

/** Everything that is sold and tested in one environment, prepared. */
export interface PriceBook<Tested extends BookExperiment = BookExperiment> {
  /** By key; drafts and archived ones among them. */
  readonly experiments: ReadonlyMap<string, Tested>;
  readonly assigner: Assigner<Experiment>;
  /** Every experiment as assignment sees it, with the catalog that its prices are of. */
  readonly definitions: readonly BookDefinition[];
  /** Ascending versions; empty before the first is published. */
  readonly catalogs: readonly BookCatalog[];
  /** By price id. */
  readonly withdrawn: ReadonlyMap<string, WithdrawnPrice>;
  /**
   * The seller's own people, by {@link internalUnits}, whom experiments leave out.
   *
   * @default nobody
   */
  readonly internal?: ReadonlySet<string> | undefined;
}

/** An experiment with its catalog. */
export type BookDefinition = Experiment & { readonly catalog: Catalog };

/** One published version of the catalog. */
export interface BookCatalog {
  readonly version: number;
  readonly document: Catalog;
}

/** A price that may not be sold any more. */
export interface WithdrawnPrice {
  /** Whether quotes from before still hold. */
  readonly honour: "issued" | "none";
  /** ISO 8601. */
  readonly withdrawnAt: string;
}

/** What evaluation needs to know of an experiment besides how it assigns. */
export interface BookExperiment {
  readonly key: string;
  readonly status: "draft" | "running" | "paused" | "completed" | "archived";
  readonly control: string;
  readonly variants: readonly Variant[];
  readonly revision: number;
  readonly winner: string | null;
  /** ISO 8601; null for a draft. */
  readonly startedAt: string | null;
  /** ISO 8601; null until it has ended. */
  readonly endedAt: string | null;
  /** Version of the catalog that its prices are of. */
  readonly catalogVersion: number;
  readonly settings: {
    readonly memoryDays: number;
    readonly releaseAfterDays: number | null;
  };
}

/**
 * The catalog of a version.
 *
 * @throws Error for a version that the book does not hold, which its maker must not let happen.
 */
export function catalogOf({ catalogs }: Pick<PriceBook, "catalogs">, version: number): Catalog {
  const found = catalogs.find((candidate) => candidate.version === version);
  if (!found) throw new Error(`catalog version ${version} is not in the price book`);
  return found.document;
}
