import { eq } from "drizzle-orm";
import type { Database, Scope } from "../database/database.ts";
import { apiKeys, tenants } from "../database/schema/index.ts";
import { generateApiKey, hashApiKey } from "../keys/api-key.ts";
import { KEY_SCOPES } from "../keys/principal.ts";
import type { MasterKey } from "../secrets/seal.ts";
import { checkRoot, newRoot } from "./tenant-secrets.ts";

/** The tenant that a self-hosted server starts with. */
export const FIRST_TENANT: Scope = { tenantId: "default", environment: "test" };

/** Keys that were just made; they cannot be read again. */
export interface FirstKeys {
  readonly secretKey: string;
  readonly publishableKey: string;
}

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
    const { tenantId, environment } = FIRST_TENANT;
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
    const keys = {
      secretKey: generateApiKey({ kind: "secret", environment }),
      publishableKey: generateApiKey({ kind: "publishable", environment }),
    };
    await queries.insert(apiKeys).values([
      {
        tenantId,
        environment,
        id: "first-secret",
        kind: "secret",
        name: "First secret key",
        // The only key that a self-hosted server starts with must be able to publish and start a test.
        scopes: [...KEY_SCOPES],
        origins: [],
        hash: hashApiKey(keys.secretKey),
        lastFour: keys.secretKey.slice(-4),
      },
      {
        tenantId,
        environment,
        id: "first-publishable",
        kind: "publishable",
        name: "First publishable key",
        scopes: [],
        origins: [],
        hash: hashApiKey(keys.publishableKey),
        lastFour: keys.publishableKey.slice(-4),
      },
    ]);
    return keys;
  });
}
