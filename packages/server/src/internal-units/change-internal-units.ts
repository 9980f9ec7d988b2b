import type { InternalUnit } from "@pricewright/core/api";
import { and, count, eq } from "drizzle-orm";
import { writeAudit } from "../audit/write-audit.ts";
import type { Queries } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import { internalUnits } from "../database/schema/index.ts";
import { foldUnits } from "../events/fold-units.ts";
import { loadPricing } from "../experiments/pricing-cache.ts";
import type { Principal } from "../keys/principal.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { Services } from "../services.ts";
import type { UnitId } from "../units/frozen-store.ts";

/** Who asks for a price is looked up among them each time. */
const MOST = 1000;

type Needs = Pick<Services, "database" | "pricing" | "clock">;

/**
 * Lists a unit as one of the tenant's own people, and takes what it did out of every experiment. A unit that is listed
 * already is given the new reason.
 *
 * @throws RequestProblem `too-many-internal-units`.
 */
export async function addInternalUnit(
  services: Needs,
  { scope, id: actor }: Principal,
  unit: UnitId,
  reason: string,
): Promise<InternalUnit> {
  const now = services.clock();
  const addedAt = now.toISOString();
  const added = await services.database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    await refuseTooMany(queries, unit);
    const [row] = await queries
      .insert(internalUnits)
      .values({ ...scope, unitKind: unit.kind, unitId: unit.id, reason, addedAt })
      .onConflictDoUpdate({
        target: [internalUnits.tenantId, internalUnits.environment, internalUnits.unitId, internalUnits.unitKind],
        set: { reason },
      })
      .returning({ addedAt: internalUnits.addedAt });
    await foldAgain(queries, scope, unit);
    await writeAudit(
      queries,
      scope,
      { actor, action: "unit.leave-out", target: targetOf(unit), detail: { reason } },
      now,
    );
    return { unit, reason, addedAt: new Date(row?.addedAt ?? addedAt).toISOString() };
  });
  services.pricing.forget(scope);
  return added;
}

/**
 * Takes a unit off the list, and what it did into the experiments again. The prices that it was shown meanwhile stay
 * uncounted.
 *
 * @throws RequestProblem `not-found` for a unit that is not listed.
 */
export async function removeInternalUnit(
  services: Needs,
  { scope, id: actor }: Principal,
  unit: UnitId,
): Promise<InternalUnit> {
  const removed = await services.database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    const [row] = await queries
      .delete(internalUnits)
      .where(and(eq(internalUnits.unitKind, unit.kind), eq(internalUnits.unitId, unit.id)))
      .returning();
    if (!row) throw new RequestProblem("not-found", `This ${unit.kind} is not listed as internal.`);
    await foldAgain(queries, scope, unit);
    const entry = { actor, action: "unit.take-in", target: targetOf(unit), detail: {} };
    await writeAudit(queries, scope, entry, services.clock());
    return { unit, reason: row.reason, addedAt: new Date(row.addedAt).toISOString() };
  });
  services.pricing.forget(scope);
  return removed;
}

async function refuseTooMany(queries: Queries, { kind, id }: UnitId): Promise<void> {
  const [listed] = await queries
    .select({ count: count() })
    .from(internalUnits)
    .where(and(eq(internalUnits.unitKind, kind), eq(internalUnits.unitId, id)));
  if (listed && listed.count > 0) return;
  const [all] = await queries.select({ count: count() }).from(internalUnits);
  if (all && all.count >= MOST)
    throw new RequestProblem(
      "too-many-internal-units",
      `At most ${MOST} units are listed as internal. Take those off that are no more, or leave traffic out by its label.`,
    );
}

async function foldAgain(queries: Queries, scope: Principal["scope"], unit: UnitId): Promise<void> {
  const pricing = await loadPricing(queries);
  await foldUnits(queries, { scope, pricing, exposures: [], touched: [unit], again: true });
}

function targetOf({ kind, id }: UnitId): string {
  return `unit/${kind}/${id}`;
}
