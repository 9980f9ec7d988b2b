import { type CostTable, defineCostTable } from "@pricewright/core/credits";
import { and, eq } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import type { Scope } from "../database/database.ts";
import { costTables } from "../database/schema/index.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { Services } from "../services.ts";

// A published version never changes, so it may stay in memory.
const kept = new WeakMap<Services["database"], LRUCache<string, CostTable>>();
const MOST_KEPT = 100;

/**
 * A published version of a cost table.
 *
 * @throws RequestProblem `not-found`.
 */
export async function findCostTable(
  { database }: Pick<Services, "database">,
  scope: Scope,
  { id, version }: { readonly id: string; readonly version: string },
): Promise<CostTable> {
  const cache = kept.get(database) ?? new LRUCache<string, CostTable>({ max: MOST_KEPT });
  kept.set(database, cache);
  const name = JSON.stringify([scope.tenantId, scope.environment, id, version]);
  const known = cache.get(name);
  if (known) return known;
  const [row] = await database.inScope(scope, (queries) =>
    queries
      .select({ document: costTables.document })
      .from(costTables)
      .where(
        and(
          eq(costTables.tenantId, scope.tenantId),
          eq(costTables.environment, scope.environment),
          eq(costTables.id, id),
          eq(costTables.version, version),
        ),
      ),
  );
  if (!row)
    throw new RequestProblem(
      "not-found",
      `There is no version ${JSON.stringify(version)} of a cost table ${JSON.stringify(id)}. Publish it with POST /v1/cost-tables.`,
    );
  const table = defineCostTable(row.document);
  cache.set(name, table);
  return table;
}
