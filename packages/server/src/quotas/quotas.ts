import { sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { type Database, rows, type Scope } from "../database/database.ts";

/** Uses a month of each plan; a tenant without a plan has no limit. */
export type QuotaLimits = Readonly<Record<"free" | "starter" | "pro", number>>;

/** How much of its quota a tenant has used this month. */
interface QuotaUsage {
  readonly used: number;
  /** Null for no limit. */
  readonly limit: number | null;
  /** First moment of the next month, ISO 8601. */
  readonly resetsAt: string;
}

/** Reads quotas. */
export interface Quotas {
  readonly usage: (scope: Scope) => Promise<QuotaUsage>;
  /** Whether new units may not be assigned any more; known from the last second. */
  readonly isOver: (scope: Scope) => Promise<boolean>;
}

const CACHED_FOR = 1000;

/** Makes the reader. With the database away nobody is over quota: a price is never withheld. */
export function createQuotas(database: Database, limits: QuotaLimits, clock: () => Date): Quotas {
  const cache = new LRUCache<string, Promise<boolean>>({ max: 10_000, ttl: CACHED_FOR });
  const usage = async (scope: Scope): Promise<QuotaUsage> => {
    const now = clock();
    const month = now.toISOString().slice(0, 7);
    const [row] = await database.inScope(scope, (queries) =>
      rows<{ plan: string | null; uses: number | null }>(
        queries,
        sql`select plan, (select uses from quota_counters
            where tenant_id = tenants.tenant_id and environment = ${scope.environment} and month = ${month})::float8 as uses
          from tenants where tenant_id = ${scope.tenantId}`,
      ),
    );
    const limit = row?.plan && row.plan in limits ? limits[row.plan as keyof QuotaLimits] : null;
    return {
      used: row?.uses ?? 0,
      limit: scope.environment === "test" ? null : limit,
      resetsAt: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString(),
    };
  };
  return {
    usage,
    isOver: (scope) => {
      if (scope.environment === "test") return Promise.resolve(false);
      const cached = cache.get(scope.tenantId);
      if (cached) return cached;
      const reading = usage(scope).then(
        ({ used, limit }) => limit !== null && used >= limit,
        () => false,
      );
      cache.set(scope.tenantId, reading);
      return reading;
    },
  };
}
