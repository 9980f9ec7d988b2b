import {
  addStatistics,
  negateStatistics,
  type StatisticsChange,
  statisticsChange,
  unseenSaleChange,
} from "@pricewright/core/statistics";
import { sql } from "drizzle-orm";
import { type Database, type Queries, rows, type Scope } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import { loadPricing } from "../experiments/pricing-cache.ts";
import { readStatistics } from "../results/queries.ts";
import type { UnitId } from "../units/frozen-store.ts";
import { foldUnits } from "./fold-units.ts";
import { addToStatistics, readUnits, storeOutcomes } from "./queries.ts";
import { readMissingOutcomes } from "./read-missing-outcomes.ts";
import { readUnseenSales } from "./unseen-sales.ts";
import { rebuildUnverified } from "./unverified-exposures.ts";

/** What a rebuild found to be different, and put right. Nothing of it where all was as it should be. */
export interface RebuildReport {
  /** How many ids were looked at. */
  readonly ids: number;
  /** Outcomes that events tell of and that were not stored. */
  readonly outcomes: number;
  /** Records of units that were written anew or removed. */
  readonly units: number;
  /** Sums of exposures that count nowhere that were put right. */
  readonly unverified: number;
  /** What had to be added to running statistics, by experiment. */
  readonly statistics: Readonly<Record<string, readonly StatisticsChange[]>>;
}

/** Ids folded at once. */
const BATCH = 1000;

/**
 * Works out a scope's units and running statistics again from its events, puts what differs in its place, and says what
 * did. Nothing else is stored in the scope meanwhile.
 */
export async function rebuildStatistics(database: Database, scope: Scope): Promise<RebuildReport> {
  return database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    const pricing = await loadPricing(queries);
    const counts = { ids: 0, outcomes: 0, units: 0 };
    await eachBatch(queries, scope, async (touched) => {
      const missing = await readMissingOutcomes(queries, scope, touched);
      await storeOutcomes(queries, scope, missing);
      const { changed } = await foldUnits(queries, { scope, pricing, exposures: [], touched, again: true });
      counts.ids += touched.length;
      counts.outcomes += missing.length;
      counts.units += changed;
    });
    const unverified = await rebuildUnverified(queries, scope);
    return {
      ...counts,
      unverified,
      statistics: await compareStatistics(queries, scope, [...pricing.experiments.keys()]),
    };
  });
}

/** Compares running statistics with the sum over the units, and adds what is missing. */
async function compareStatistics(
  queries: Queries,
  scope: Scope,
  experiments: readonly string[],
): Promise<RebuildReport["statistics"]> {
  const expected = new Map<string, StatisticsChange[]>();
  await eachBatch(queries, scope, async (ids) => {
    const byExperiment = Map.groupBy(await readUnits(queries, scope, ids), ({ experiment }) => experiment);
    for (const [experiment, units] of byExperiment) {
      const changes = units.flatMap(({ record }) => statisticsChange(null, record));
      expected.set(experiment, addStatistics([...(expected.get(experiment) ?? []), ...changes]));
    }
    for (const { experiment, sale } of await readUnseenSales(queries, scope, ids)) {
      const changes = unseenSaleChange(null, sale);
      expected.set(experiment, addStatistics([...(expected.get(experiment) ?? []), ...changes]));
    }
  });
  const statistics: Record<string, readonly StatisticsChange[]> = {};
  for (const experiment of experiments) {
    const stored = await readStatistics(queries, scope, experiment, {});
    const differences = addStatistics([...(expected.get(experiment) ?? []), ...stored.map(negateStatistics)]);
    if (differences.length === 0) continue;
    await addToStatistics(queries, scope, experiment, differences);
    statistics[experiment] = differences;
  }
  return statistics;
}

/** Calls with every id that has events or was folded, in order. The scope's rows are read once to find them. */
async function eachBatch(
  queries: Queries,
  { tenantId, environment }: Scope,
  work: (ids: readonly UnitId[]) => Promise<void>,
): Promise<void> {
  const idsIn = (table: string) => sql`select unit_kind as kind, unit_id as id from ${sql.identifier(table)}
    where tenant_id = ${tenantId} and environment = ${environment}`;
  await queries.execute(sql`declare rebuilt_ids no scroll cursor for
    ${idsIn("events")} union ${idsIn("units")} union ${idsIn("unseen_sales")} order by id, kind`);
  const next = () => rows<UnitId>(queries, sql`fetch ${sql.raw(String(BATCH))} from rebuilt_ids`);
  for (let ids = await next(); ids.length > 0; ids = await next()) await work(ids);
  await queries.execute(sql`close rebuilt_ids`);
}
