import type { Scope } from "../database/database.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { Services } from "../services.ts";

/**
 * Refuses what a tenant whose quota is used may not begin. Prices are never refused.
 *
 * @throws RequestProblem `quota_exceeded` with the time from which it may, and where a larger plan is to be had.
 */
export async function refuseOverQuota(
  { quotas, clock, upgradeUrl }: Pick<Services, "quotas" | "clock" | "upgradeUrl">,
  scope: Scope,
): Promise<void> {
  const { used, limit, resetsAt } = await quotas.usage(scope);
  if (limit === null || used < limit) return;
  const seconds = Math.max(1, Math.ceil((Date.parse(resetsAt) - clock().getTime()) / 1000));
  throw new RequestProblem(
    "quota_exceeded",
    `This month's ${limit} uses are spent (${used}). Running tests keep every price they showed. Create and start others from ${resetsAt} on, or with a larger plan.`,
    { headers: { "retry-after": String(seconds) }, extensions: { resetsAt, upgradeUrl } },
  );
}
