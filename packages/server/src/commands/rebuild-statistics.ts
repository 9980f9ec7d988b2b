import type { Database, Scope } from "../database/database.ts";
import { onDatabase, print } from "./on-database.ts";

/** Folds every stored event of a scope again. */
export type RebuildStatistics = (database: Database, scope: Scope) => Promise<unknown>;

/** `rebuild-statistics`: makes units and statistics again from the stored events, in every scope. */
export async function rebuild(rebuildStatistics: RebuildStatistics): Promise<void> {
  await onDatabase("rebuild-statistics", async ({ database }) => {
    const scopes = await database.scopes();
    if (scopes.length === 0) print("There is nothing to rebuild: no tenant is in this database.");
    for (const scope of scopes) {
      await rebuildStatistics(database, scope);
      print(`${scope.tenantId}, ${scope.environment}: rebuilt`);
    }
  });
}
