import { sql } from "drizzle-orm";
import { writeAudit } from "../audit/write-audit.ts";
import { rows } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import type { Principal } from "../keys/principal.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { Services } from "../services.ts";

/**
 * Deletes what the test environment was used for: prices, experiments, units, events, accounts and their credits, and what
 * providers told. Keys, people, addresses of webhooks and the audit log stay. Quotes and records that were signed before are
 * refused from then on.
 *
 * @throws RequestProblem `wrong-environment` for the live one.
 */
export async function emptyEnvironment(
  { database, pricing, frozen, clock }: Pick<Services, "database" | "pricing" | "frozen" | "clock">,
  { scope, id: actor }: Principal,
  reason: string,
): Promise<{ readonly rows: number }> {
  if (scope.environment !== "test")
    throw new RequestProblem("wrong-environment", "Only the test environment can be emptied. Use a key of it.");
  const now = clock();
  const deleted = await database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    const [row] = await rows<{ count: number }>(
      queries,
      sql`select empty_test_environment(${now.toISOString()}::timestamptz)::float8 as count`,
    );
    const count = row?.count ?? 0;
    const entry = { actor, action: "environment.empty", target: `environment/${scope.environment}` };
    await writeAudit(queries, scope, { ...entry, detail: { reason, rows: count } }, now);
    return { rows: count };
  });
  pricing.forget(scope);
  frozen.forgetScope(scope);
  return deleted;
}
