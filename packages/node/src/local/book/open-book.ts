import { PricewrightError, type Problem } from "@pricewright/core";
import { type Catalog, catalogHash, findProductPrice } from "@pricewright/core/catalog";
import { type BookCatalog, createPriceBook, type WithdrawnPrice } from "@pricewright/core/evaluation";
import { experimentDefinition, type RecordBook, revenueProblems } from "@pricewright/core/recording";
import type { LocalExperiment } from "../local-experiment.ts";
import type { Store, StoreTransaction } from "../store/store.ts";
import { fromStoreText, storeKey, toStoreText } from "../store/store-text.ts";
import { nextExperiment } from "./next-experiment.ts";
import type { StoredExperiment } from "./stored-experiment.ts";

/** What {@link openBook} brings together. */
export interface OpenBookOptions {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly experiments: readonly LocalExperiment[];
  readonly withdrawn: ReadonlyMap<string, WithdrawnPrice>;
  readonly internal: ReadonlySet<string>;
  /** The salt of an experiment that names none. */
  readonly saltOf: (experiment: string) => string;
  readonly now: Date;
}

const CATALOGS = "catalogs";
const EXPERIMENTS = "experiments";

/**
 * Brings a store up to what the app says it sells and tests: a catalog that is new becomes a version, a test whose weights
 * changed gets a revision, and one that is gone is archived.
 *
 * @throws PricewrightError `invalid-experiments`, `experiment-changed`.
 */
export async function openBook(options: OpenBookOptions): Promise<RecordBook> {
  const { store, catalog, experiments: written, saltOf, now } = options;
  refuseUnusable(written, catalog);
  return store.transaction(["book"], async (transaction) => {
    const catalogs = await publish(transaction, catalog);
    const catalogVersion = (catalogs.at(-1) as BookCatalog).version;
    const stored = await readExperiments(transaction);
    const known = new Map(stored.map((experiment) => [experiment.key, experiment]));
    const current = written.map((experiment) => {
      const { key } = experiment;
      return nextExperiment(experiment, { before: known.get(key) ?? null, catalogVersion, salt: saltOf(key), now });
    });
    const names = new Set(current.map(({ key }) => key));
    const gone = stored.filter(({ key }) => !names.has(key)).map((experiment) => archived(experiment, now));
    const all = [...current, ...gone];
    const book = bookOf(all, catalogs, options);
    for (const experiment of all)
      if (experiment !== known.get(experiment.key))
        transaction.write(EXPERIMENTS, storeKey(experiment.key), toStoreText(experiment));
    return book;
  });
}

async function publish(transaction: StoreTransaction, catalog: Catalog): Promise<BookCatalog[]> {
  const texts = await transaction.list(CATALOGS, "");
  const catalogs = [...texts.values()]
    .map((text) => fromStoreText<BookCatalog>(text))
    .sort((a, b) => a.version - b.version);
  const newest = catalogs.at(-1);
  if (newest && catalogHash(newest.document) === catalogHash(catalog)) return catalogs;
  const fresh = { version: (newest?.version ?? 0) + 1, document: catalog };
  transaction.write(CATALOGS, storeKey(fresh.version), toStoreText(fresh));
  return [...catalogs, fresh];
}

async function readExperiments(transaction: StoreTransaction): Promise<StoredExperiment[]> {
  const texts = await transaction.list(EXPERIMENTS, "");
  return [...texts.values()].map((text) => fromStoreText<StoredExperiment>(text));
}

function archived(experiment: StoredExperiment, now: Date): StoredExperiment {
  if (experiment.status === "archived") return experiment;
  const endedAt = experiment.endedAt ?? (experiment.startedAt === null ? null : now.toISOString());
  return { ...experiment, status: "archived", endedAt, version: experiment.version + 1 };
}

function bookOf(
  experiments: readonly StoredExperiment[],
  catalogs: readonly BookCatalog[],
  { withdrawn, internal }: Pick<OpenBookOptions, "withdrawn" | "internal">,
): RecordBook {
  const entries = experiments.map((experiment) => ({ experiment, definition: experimentDefinition(experiment) }));
  return {
    ...createPriceBook({ experiments: entries, catalogs, withdrawn, internal }),
    revisions: new Map(experiments.map(({ key, revisions }) => [key, revisions])),
  };
}

function refuseUnusable(experiments: readonly LocalExperiment[], catalog: Catalog): void {
  const problems = experiments.flatMap((experiment, index): Problem[] =>
    // What has ended may name prices that are not sold any more.
    experiment.status === "completed"
      ? []
      : [
          ...unknownPrices(experiment, catalog),
          ...revenueProblems({ settings: experiment, variants: experiment.variants, catalog }),
        ].map((problem) => ({
          ...problem,
          path: [index, ...problem.path],
          message: `"${experiment.key}": ${problem.message}`,
        })),
  );
  if (problems.length > 0)
    throw new PricewrightError("invalid-experiments", problems.map(({ message }) => message).join("\n"), { problems });
}

function unknownPrices({ variants }: LocalExperiment, catalog: Catalog): Problem[] {
  return variants.flatMap(({ prices }, variant) =>
    prices
      .filter((price) => !findProductPrice(catalog, price))
      .map((price) => ({
        path: ["variants", variant, "prices"],
        code: "unknown-price",
        message: `the catalog has no price "${price}"`,
      })),
  );
}
