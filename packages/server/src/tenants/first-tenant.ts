import { eq } from "drizzle-orm";
import type { Database, Scope } from "../database/database.ts";
import { apiKeys, tenants } from "../database/schema/index.ts";
import type { MasterKey } from "../secrets/seal.ts";
import { type FirstKeys, insertFirstKeys } from "./first-keys.ts";
import { checkRoot, newRoot } from "./tenant-secrets.ts";

/** The tenant that a self-hosted server starts with. */
export const FIRST_TENANT: Scope = { tenantId: "default", environment: "test" };

/**
 * Makes the first tenant and its two keys, unless they exist.
 *
 * @throws MasterKeyError when they exist, and the keys cannot open their secrets.
 */
export async function ensureFirstTenant(
  database: Database,
  masterKeys: readonly MasterKey[],
): Promise<FirstKeys | null> {
  return database.inScope(FIRST_TENANT, async (queries) => {
    const { tenantId } = FIRST_TENANT;
    const made = await queries
      .insert(tenants)
      .values({ tenantId, name: "My company", root: newRoot(tenantId, masterKeys) })
      .onConflictDoNothing()
      .returning({ tenantId: tenants.tenantId });
    if (made.length === 0) {
      const [stored] = await queries.select({ root: tenants.root }).from(tenants).where(eq(tenants.tenantId, tenantId));
      if (stored) checkRoot(tenantId, stored.root, masterKeys);
    }
    const known = await queries.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.tenantId, tenantId)).limit(1);
    if (made.length === 0 || known.length > 0) return null;
    return insertFirstKeys(queries, FIRST_TENANT);
  });
}
