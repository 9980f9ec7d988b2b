import { sql } from "drizzle-orm";
import { type Database, rows, type Scope } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import { loadPricing } from "../experiments/pricing-cache.ts";
import type { UnitId } from "../units/frozen-store.ts";
import { foldUnits } from "./fold-units.ts";

/** Units that are folded in one go. */
const AT_ONCE = 1000;

/** Makes units and running statistics of a scope again from what is stored of their events, in one transaction. */
export async function rebuildStatistics(database: Database, scope: Scope): Promise<void> {
  await database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    const pricing = await loadPricing(queries);
    await queries.execute(sql`delete from units`);
    await queries.execute(sql`delete from experiment_statistics`);
    await queries.execute(sql`delete from experiment_sales`);
    const found = await rows<UnitId>(
      queries,
      sql`select distinct unit_kind as kind, unit_id as id from events where unverified = '' order by 1, 2`,
    );
    for (let start = 0; start < found.length; start += AT_ONCE)
      await foldUnits(queries, {
        scope,
        pricing,
        exposures: [],
        touched: found.slice(start, start + AT_ONCE),
        again: true,
      });
  });
}
