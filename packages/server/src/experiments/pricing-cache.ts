import { type Assigner, createAssigner, type Experiment } from "@pricewright/core";
import type { Catalog } from "@pricewright/core/catalog";
import { asc } from "drizzle-orm";
import type { Database, Queries, Scope } from "../database/database.ts";
import { catalogs, experiments } from "../database/schema.ts";

/** A stored experiment. */
export type ExperimentRow = typeof experiments.$inferSelect;
/** A stored catalog version. */
export type CatalogRow = typeof catalogs.$inferSelect;

/** Everything that requests need to know of a scope's prices and experiments, prepared. */
export interface Pricing {
  readonly experiments: ReadonlyMap<string, ExperimentRow>;
  readonly assigner: Assigner<Experiment>;
  /** Ascending versions; empty before the first is published. */
  readonly catalogs: readonly CatalogRow[];
}

/** Keeps {@link Pricing} in memory for a moment, so that requests need no query for it. */
export interface PricingCache {
  readonly get: (scope: Scope) => Promise<Pricing>;
  /** To be called after every change. */
  readonly forget: (scope: Scope) => void;
}

const CACHED_FOR = 1000;

/** Makes the cache. Another replica's change is seen within a second. */
export function createPricingCache(database: Database, clock: () => Date): PricingCache {
  const entries = new Map<string, { readonly pricing: Promise<Pricing>; readonly until: number }>();
  const keyOf = ({ tenantId, environment }: Scope) => JSON.stringify([tenantId, environment]);
  return {
    get: (scope) => {
      const key = keyOf(scope);
      const entry = entries.get(key);
      if (entry && entry.until > clock().getTime()) return entry.pricing;
      const pricing = database.inScope(scope, loadPricing);
      entries.set(key, { pricing, until: clock().getTime() + CACHED_FOR });
      pricing.catch(() => entries.delete(key));
      return pricing;
    },
    forget: (scope) => entries.delete(keyOf(scope)),
  };
}

/** Reads {@link Pricing} from the database. */
export async function loadPricing(queries: Queries): Promise<Pricing> {
  const rows = await queries.select().from(experiments).orderBy(asc(experiments.createdAt), asc(experiments.key));
  const versions = await queries.select().from(catalogs).orderBy(asc(catalogs.version));
  return {
    experiments: new Map(rows.map((row) => [row.key, row])),
    assigner: createAssigner(rows.map(toExperiment)),
    catalogs: versions,
  };
}

/** A stored experiment as core's assignment sees it. */
export function toExperiment({
  key,
  salt,
  status,
  control,
  variants,
  coverage,
  allocation,
  revision,
}: ExperimentRow): Experiment {
  return { key, salt, status, control, variants, coverage, allocation, revision };
}

/** The catalog that an experiment's prices are of. */
export function catalogOf({ catalogs }: Pricing, version: number): Catalog {
  const row = catalogs.find((candidate) => candidate.version === version);
  if (!row) throw new Error(`catalog version ${version} is not stored`);
  return row.document;
}
