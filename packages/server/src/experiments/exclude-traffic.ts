import { randomUUID } from "node:crypto";
import type { ExclusionRequest } from "@pricewright/core/api";
import { sql } from "drizzle-orm";
import { writeAudit } from "../audit/write-audit.ts";
import { rows } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import { exclusions } from "../database/schema/index.ts";
import { foldUnits } from "../events/fold-units.ts";
import type { Principal } from "../keys/principal.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { Services } from "../services.ts";
import type { UnitId } from "../units/frozen-store.ts";
import { loadPricing } from "./pricing-cache.ts";

/** Units folded in one statement. */
const BATCH = 1000;

/** Leaves traffic out of an experiment, in all arms alike, and folds the units that it concerns again. */
export async function excludeTraffic(
  { database, clock }: Pick<Services, "database" | "clock">,
  { scope, id: actor }: Principal,
  experiment: string,
  { from, to, label, reason }: ExclusionRequest,
): Promise<{ readonly id: string; readonly units: number }> {
  const now = clock();
  const id = randomUUID();
  return database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    const pricing = await loadPricing(queries);
    if (!pricing.experiments.has(experiment))
      throw new RequestProblem("not-found", `There is no experiment "${experiment}".`);
    const range = { from: from ?? null, to: to ?? null, label: label ?? null };
    await queries
      .insert(exclusions)
      .values({ ...scope, experiment, id, ...range, reason, createdAt: now.toISOString() });
    const concerned = await rows<UnitId>(
      queries,
      sql`select distinct unit_kind as kind, unit_id as id from events
        where tenant_id = ${scope.tenantId} and environment = ${scope.environment} and unverified = ''
          and body->>'type' <> 'conversion'
          and (${range.from}::timestamptz is null or occurred_at >= ${range.from}::timestamptz)
          and (${range.to}::timestamptz is null or occurred_at < ${range.to}::timestamptz)
          and (${range.label}::text is null or body->>'label' = ${range.label})
          and derived @> ${JSON.stringify([{ experiment }])}::jsonb`,
    );
    for (let start = 0; start < concerned.length; start += BATCH)
      await foldUnits(queries, {
        scope,
        pricing,
        exposures: [],
        touched: concerned.slice(start, start + BATCH),
        again: true,
      });
    await writeAudit(
      queries,
      scope,
      { actor, action: "experiment.exclude", target: `experiment/${experiment}`, detail: { reason, ...range } },
      now,
    );
    return { id, units: concerned.length };
  });
}
