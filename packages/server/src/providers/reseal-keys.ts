import { and, eq, notLike } from "drizzle-orm";
import type { Database, Scope } from "../database/database.ts";
import { providerKeys } from "../database/schema/index.ts";
import { type MasterKey, open, seal } from "../secrets/seal.ts";
import { contextOf } from "./provider-keys.ts";

/** Seals with the current master key what an older one has sealed, while everything is served; says how many there were. */
export async function resealProviderKeys(
  database: Database,
  scope: Scope,
  masterKeys: readonly MasterKey[],
): Promise<number> {
  const [current] = masterKeys;
  if (!current) return 0;
  return database.inScope(scope, async (queries) => {
    const own = and(eq(providerKeys.tenantId, scope.tenantId), eq(providerKeys.environment, scope.environment));
    const older = await queries
      .select()
      .from(providerKeys)
      .where(and(own, notLike(providerKeys.sealed, `1.${current.id.replace(/[%_\\]/g, "\\$&")}.%`)))
      .for("update");
    for (const row of older) {
      const context = contextOf(row);
      const sealed = seal(open(row.sealed, context, masterKeys), context, masterKeys);
      await queries.update(providerKeys).set({ sealed }).where(and(own, eq(providerKeys.id, row.id)));
    }
    return older.length;
  });
}
