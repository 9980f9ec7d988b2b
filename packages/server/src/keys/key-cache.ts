import { sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { askAgain } from "../database/ask-again.ts";
import type { Database, StoredKey } from "../database/database.ts";
import { isUnavailable } from "../database/is-unavailable.ts";
import { type Metrics, NO_METRICS } from "../metrics/metrics.ts";

/** Looks keys up by their hash, and remembers them for a moment. */
export interface KeyCache {
  readonly find: (hash: string) => Promise<StoredKey | null>;
  /** To be called after a key changed: in this process it holds at once, in others within ten seconds. */
  readonly forget: (hash: string) => void;
}

const CACHED_FOR = 10_000;
const MOST_CACHED = 10_000;
/** How often a key's last use is written down. */
const NOTED_EVERY = 60_000;

/** Makes the cache. Who was known before the database went away still is. */
export function createKeyCache(
  database: Database,
  clock: () => Date,
  metrics: Pick<Metrics, "cacheLookup"> = NO_METRICS,
): KeyCache {
  const cache = new LRUCache<string, { readonly key: StoredKey | null; readonly until: number }>({ max: MOST_CACHED });
  const noted = new LRUCache<string, true>({ max: MOST_CACHED, ttl: NOTED_EVERY });
  let changes = 0;

  const noteUse = async (hash: string, { tenantId, environment, id }: StoredKey): Promise<void> => {
    if (noted.has(hash)) return;
    noted.set(hash, true);
    await database.inScope({ tenantId, environment }, (queries) =>
      queries.execute(sql`update api_keys set last_used_at = ${clock().toISOString()}
        where tenant_id = ${tenantId} and environment = ${environment} and id = ${id}`),
    );
  };

  return {
    find: async (hash) => {
      const cached = cache.get(hash);
      const isFresh = cached !== undefined && cached.until > performance.now();
      metrics.cacheLookup("keys", isFresh);
      if (isFresh) return cached.key;
      const before = changes;
      const key = await askAgain(() => database.findKey(hash)).catch((error: unknown) => {
        if (cached && isUnavailable(error)) return cached.key;
        throw error;
      });
      // A key that was revoked while it was read must not be remembered.
      if (before === changes) cache.set(hash, { key, until: performance.now() + CACHED_FOR });
      // A request is not refused because its time could not be noted.
      if (key) await noteUse(hash, key).catch(() => noted.delete(hash));
      return key;
    },
    forget: (hash) => {
      database.nowAndAfterwards(() => {
        changes++;
        cache.delete(hash);
      });
    },
  };
}
