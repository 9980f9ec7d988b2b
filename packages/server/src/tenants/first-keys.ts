import type { Queries, Scope } from "../database/database.ts";
import { apiKeys } from "../database/schema/index.ts";
import { generateApiKey, hashApiKey } from "../keys/api-key.ts";
import { KEY_SCOPES } from "../keys/principal.ts";

/** Keys that were just made; they cannot be read again. */
export interface FirstKeys {
  readonly secretKey: string;
  readonly publishableKey: string;
}

/** Makes the two keys that a tenant starts with. */
export async function insertFirstKeys(queries: Queries, { tenantId, environment }: Scope): Promise<FirstKeys> {
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
      // The only key that a tenant starts with must be able to publish and start a test.
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
}
