import type { Database, Scope } from "../database/database.ts";
import { tellEndpoints } from "../webhooks/tell-endpoints.ts";
import type { Quotas } from "./quotas.ts";

/** Shares of the quota that are told of, in percent. */
const TOLD_AT = [80, 100] as const;

/** Tells once a month of each share of the quota that is used. */
export async function tellOfQuota(
  { database, quotas }: { readonly database: Database; readonly quotas: Quotas },
  scope: Scope,
  now: Date,
): Promise<void> {
  const { used, limit, resetsAt } = await quotas.usage(scope);
  if (limit === null || limit === 0) return;
  const month = now.toISOString().slice(0, 7);
  const reached = TOLD_AT.filter((percent) => used * 100 >= limit * percent);
  if (reached.length === 0) return;
  await database.inScope(scope, async (queries) => {
    for (const percent of reached)
      await tellEndpoints(
        queries,
        scope,
        { type: `quota.${percent}`, data: { used, limit, resetsAt }, once: `quota_${percent}_${month}` },
        now,
      );
  });
}
