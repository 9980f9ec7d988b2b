import { createAssigner } from "../assignment/create-assigner.ts";
import type { Experiment } from "../assignment/experiment.ts";
import { audiences } from "../audiences/audiences.ts";
import { type BookCatalog, type BookExperiment, catalogOf, type PriceBook, type WithdrawnPrice } from "./price-book.ts";

/** What {@link createPriceBook} prepares. */
export interface CreatePriceBookOptions<Tested extends BookExperiment> {
  readonly experiments: readonly PriceBookEntry<Tested>[];
  /** Ascending versions. */
  readonly catalogs: readonly BookCatalog[];
  readonly withdrawn: ReadonlyMap<string, WithdrawnPrice>;
  /** @default nobody */
  readonly internal?: ReadonlySet<string> | undefined;
  /**
   * What to do with an experiment that needs more than this version knows; see `createAssigner`.
   *
   * @default "error"
   */
  readonly onUnsupported?: "error" | "control";
}

/** An experiment, and how it assigns. */
export interface PriceBookEntry<Tested extends BookExperiment> {
  readonly experiment: Tested;
  readonly definition: Experiment;
}

/**
 * Prepares prices and experiments for evaluation.
 *
 * @throws PricewrightError `invalid-experiments` with every problem of every experiment.
 */
export function createPriceBook<Tested extends BookExperiment>({
  experiments,
  catalogs,
  withdrawn,
  internal,
  onUnsupported = "error",
}: CreatePriceBookOptions<Tested>): PriceBook<Tested> {
  const definitions = experiments.map(({ experiment, definition }) => ({
    ...definition,
    catalog: catalogOf({ catalogs }, experiment.catalogVersion),
  }));
  return {
    definitions,
    catalogs,
    withdrawn,
    internal,
    experiments: new Map(experiments.map(({ experiment }) => [experiment.key, experiment])),
    assigner: createAssigner<Experiment>(definitions, { audiences: audiences(), onUnsupported }),
  };
}
