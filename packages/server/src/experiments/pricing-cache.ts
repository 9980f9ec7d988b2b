import { type Assigner, createAssigner, type Experiment } from "@pricewright/core";
import { audiences } from "@pricewright/core/audiences";
import type { Catalog } from "@pricewright/core/catalog";
import { catalogOf, internalUnits } from "@pricewright/core/evaluation";
import { experimentDefinition } from "@pricewright/core/recording";
import { asc, getTableColumns, isNull, max } from "drizzle-orm";
import { allEnded } from "../database/all-ended.ts";
import { askAgain } from "../database/ask-again.ts";
import type { Database, Queries, Scope } from "../database/database.ts";
import {
  apiKeys,
  catalogs,
  experimentRevisions,
  experiments,
  imports,
  withdrawnPrices,
} from "../database/schema/index.ts";
import { scopeName } from "../database/scope-name.ts";
import { readEmptiedAt } from "../emptying/read-emptied-at.ts";
import { readInternalUnits } from "../internal-units/read-internal-units.ts";
import { type Metrics, NO_METRICS } from "../metrics/metrics.ts";
import type { UnitId } from "../units/frozen-store.ts";

/** A stored experiment, without the report of its conclusion, which is long and seldom asked for. */
export type ExperimentRow = Omit<typeof experiments.$inferSelect, "conclusion">;
/** A stored catalog version. */
export type CatalogRow = typeof catalogs.$inferSelect;
/** One revision of an experiment, as it was. */
type RevisionRow = typeof experimentRevisions.$inferSelect;
/** A price that may not be sold any more. */
export type WithdrawnPrice = typeof withdrawnPrices.$inferSelect;

/** Everything that requests need to know of a scope's prices and experiments, prepared. */
export interface Pricing {
  readonly experiments: ReadonlyMap<string, ExperimentRow>;
  /** Every revision that an experiment had, ascending. */
  readonly revisions: ReadonlyMap<string, readonly RevisionRow[]>;
  readonly assigner: Assigner<Experiment>;
  /** Every experiment as core sees it, with the catalog that its prices are of. */
  readonly definitions: readonly (Experiment & { readonly catalog: Catalog })[];
  /** Ascending versions; empty before the first is published. */
  readonly catalogs: readonly CatalogRow[];
  readonly withdrawn: ReadonlyMap<string, WithdrawnPrice>;
  /** The tenant's own people, whom experiments leave out. */
  readonly internal: ReadonlySet<string>;
  readonly internalUnits: readonly UnitId[];
  /** Ids of the keys that were not revoked: they sign quotes. */
  readonly keyIds: ReadonlySet<string>;
  /** Sites of all publishable keys. */
  readonly origins: ReadonlySet<string>;
  /** When prices that units were shown elsewhere were last taken in, or null. */
  readonly importedAt: string | null;
  /** When the environment was last emptied, or null. */
  readonly emptiedAt: Date | null;
}

/** Records of prices from before are of tests that are gone; null where all are good, as those that were taken in. */
export function recordsSince({ emptiedAt, importedAt }: Pick<Pricing, "emptiedAt" | "importedAt">): Date | null {
  return importedAt === null ? emptiedAt : null;
}

/** Keeps {@link Pricing} in memory for a moment, so that requests need no query for it. */
export interface PricingCache {
  readonly get: (scope: Scope) => Promise<Pricing>;
  /** To be called after every change. */
  readonly forget: (scope: Scope) => void;
}

const CACHED_FOR = 1000;

/**
 * Makes the cache. Another replica's change is seen within a second. While the database is away the last known prices
 * are served.
 */
export function createPricingCache(
  database: Database,
  clock: () => Date,
  metrics: Pick<Metrics, "cacheLookup"> = NO_METRICS,
): PricingCache {
  const entries = new Map<string, { readonly pricing: Promise<Pricing>; readonly until: number }>();
  return {
    get: (scope) => {
      // What this transaction has changed is for nobody else to see yet.
      if (database.isJoined()) return database.inScope(scope, loadPricing);
      const key = scopeName(scope);
      const entry = entries.get(key);
      const isFresh = entry !== undefined && entry.until > clock().getTime();
      metrics.cacheLookup("pricing", isFresh);
      if (isFresh) return entry.pricing;
      const reading = askAgain(() => database.inScope(scope, loadPricing));
      const pricing = entry ? reading.catch(() => entry.pricing) : reading;
      entries.set(key, { pricing, until: clock().getTime() + CACHED_FOR });
      pricing.catch(() => entries.delete(key));
      return pricing;
    },
    forget: (scope) =>
      database.nowAndAfterwards(() => {
        const entry = entries.get(scopeName(scope));
        // It is read again; should the database be away then, it is still the last that is known.
        if (entry) entries.set(scopeName(scope), { ...entry, until: 0 });
      }),
  };
}

const { conclusion: _, ...ROW } = getTableColumns(experiments);

/** Reads {@link Pricing} from the database. */
export async function loadPricing(queries: Queries): Promise<Pricing> {
  const [rows, revisions, versions, withdrawn, keys, [imported], internal, emptiedAt] = await allEnded([
    queries.select(ROW).from(experiments).orderBy(asc(experiments.createdAt), asc(experiments.key)),
    queries.select().from(experimentRevisions).orderBy(asc(experimentRevisions.revision)),
    queries.select().from(catalogs).orderBy(asc(catalogs.version)),
    queries.select().from(withdrawnPrices).orderBy(asc(withdrawnPrices.withdrawnAt), asc(withdrawnPrices.price)),
    queries.select({ id: apiKeys.id, origins: apiKeys.origins }).from(apiKeys).where(isNull(apiKeys.revokedAt)),
    queries.select({ at: max(imports.importedAt) }).from(imports),
    readInternalUnits(queries),
    readEmptiedAt(queries),
  ]);
  const definitions = rows.map((row) => ({
    ...experimentDefinition(row),
    catalog: catalogOf({ catalogs: versions }, row.catalogVersion),
  }));
  return {
    definitions,
    experiments: new Map(rows.map((row) => [row.key, row])),
    revisions: Map.groupBy(revisions, ({ experiment }) => experiment),
    assigner: createAssigner(definitions, { audiences: audiences() }),
    catalogs: versions,
    withdrawn: new Map(withdrawn.map((row) => [row.price, row])),
    internal: internalUnits(internal),
    internalUnits: internal,
    keyIds: new Set(keys.map(({ id }) => id)),
    origins: new Set(keys.flatMap(({ origins }) => origins)),
    importedAt: imported?.at ?? null,
    emptiedAt,
  };
}
