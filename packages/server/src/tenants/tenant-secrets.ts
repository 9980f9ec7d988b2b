import { hkdfSync, randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { askAgain } from "../database/ask-again.ts";
import type { Database } from "../database/database.ts";
import { tenants } from "../database/schema/index.ts";
import { type MasterKey, open, seal } from "../secrets/seal.ts";

/** Secrets of a tenant, each derived from its root for one purpose. */
export interface TenantSecrets {
  /** 32 bytes for a purpose such as `quote/live/key-1`. */
  readonly derive: (purpose: string) => Uint8Array;
}

/** A new root, sealed for its tenant. */
export function newRoot(tenantId: string, keys: readonly MasterKey[]): string {
  return seal(randomBytes(32), contextOf(tenantId), keys);
}

/** Thrown when no configured key opens what is stored: the wrong key, or none. */
export class MasterKeyError extends Error {
  override readonly name = "MasterKeyError";
}

/**
 * Makes sure that a stored root can be opened, before anybody is answered.
 *
 * @throws MasterKeyError saying what to put back.
 */
export function checkRoot(tenantId: string, root: string, keys: readonly MasterKey[]): void {
  try {
    open(root, contextOf(tenantId), keys);
  } catch (cause) {
    throw new MasterKeyError(
      "The secrets in this database were sealed with another key, and without it no quote can be signed. Set API_KEY_ENCRYPTION_KEY to that key, or put the file master.key back into the data folder.",
      { cause },
    );
  }
}

/** The same root, sealed with the current key; null where it is already. */
export function resealRoot(tenantId: string, root: string, keys: readonly MasterKey[]): string | null {
  const [current] = keys;
  if (!current || root.startsWith(`1.${current.id}.`)) return null;
  return seal(open(root, contextOf(tenantId), keys), contextOf(tenantId), keys);
}

/** The secrets of a root that {@link newRoot} made. */
function secretsOf(tenantId: string, root: string, keys: readonly MasterKey[]): TenantSecrets {
  const opened = open(root, contextOf(tenantId), keys);
  const derived = new Map<string, Uint8Array>();
  return {
    derive: (purpose) => {
      const known = derived.get(purpose);
      if (known) return known;
      const made = new Uint8Array(hkdfSync("sha256", opened, new Uint8Array(), `pricewright/${purpose}`, 32));
      derived.set(purpose, made);
      return made;
    },
  };
}

/** The secrets of tenants, in memory. */
export interface SecretsInMemory {
  readonly secretsOf: (tenantId: string) => Promise<TenantSecrets>;
  /** To be called for a tenant that is deleted. */
  readonly forgetSecretsOf: (tenantId: string) => void;
}

/** Reads each tenant's secrets once; they stay in memory only. */
export function createTenantSecrets(database: Database, keys: readonly MasterKey[]): SecretsInMemory {
  const known = new Map<string, Promise<TenantSecrets>>();
  const find = (tenantId: string): Promise<TenantSecrets> => {
    const cached = known.get(tenantId);
    if (cached) return cached;
    const reading = askAgain(() =>
      database.inScope({ tenantId, environment: "test" }, (queries) =>
        queries.select({ root: tenants.root }).from(tenants).where(eq(tenants.tenantId, tenantId)),
      ),
    ).then(([row]) => {
      if (!row?.root) throw new Error(`tenant "${tenantId}" is not stored`);
      return secretsOf(tenantId, row.root, keys);
    });
    known.set(tenantId, reading);
    reading.catch(() => known.delete(tenantId));
    return reading;
  };
  return { secretsOf: find, forgetSecretsOf: (tenantId) => void known.delete(tenantId) };
}

function contextOf(tenantId: string): string {
  return `tenant-root/${tenantId}`;
}
