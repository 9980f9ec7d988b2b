import { eq } from "drizzle-orm";
import type { Database, Scope } from "../database/database.ts";
import { apiKeys, tenants } from "../database/schema.ts";
import { generateApiKey, hashApiKey } from "../keys/api-key.ts";

/** The tenant that a self-hosted server starts with. */
export const FIRST_TENANT: Scope = { tenantId: "default", environment: "test" };

/** Keys that were just made; they cannot be read again. */
export interface FirstKeys {
  readonly secretKey: string;
  readonly publishableKey: string;
}

/** Makes the first tenant and its two keys, unless they exist. */
export async function ensureFirstTenant(database: Database): Promise<FirstKeys | null> {
  return database.inScope(FIRST_TENANT, async (queries) => {
    const { tenantId, environment } = FIRST_TENANT;
    const made = await queries
      .insert(tenants)
      .values({ tenantId, name: "My company" })
      .onConflictDoNothing()
      .returning({ tenantId: tenants.tenantId });
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
        hash: hashApiKey(keys.secretKey),
        lastFour: keys.secretKey.slice(-4),
      },
      {
        tenantId,
        environment,
        id: "first-publishable",
        kind: "publishable",
        hash: hashApiKey(keys.publishableKey),
        lastFour: keys.publishableKey.slice(-4),
      },
    ]);
    return keys;
  });
}
