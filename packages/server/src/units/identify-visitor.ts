import type { FieldProblem, IdentifyRequest, IdentifyResponse } from "@pricewright/core/api";
import { looksPersonal } from "@pricewright/core/evaluation";
import { sql } from "drizzle-orm";
import type { Queries, Scope } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import { MOST_AHEAD } from "../events/check-events.ts";
import { foldUnits } from "../events/fold-units.ts";
import { loadPricing } from "../experiments/pricing-cache.ts";
import { RequestProblem } from "../problems/problem.ts";
import { recountUses } from "../quotas/recount-uses.ts";
import type { Services } from "../services.ts";
import { accountOfVisitor } from "./account-links.ts";
import { insertRecords } from "./frozen-records.ts";
import type { UnitId } from "./frozen-store.ts";
import { readShown } from "./read-shown.ts";
import { unitGroups } from "./unit-groups.ts";

/**
 * Notes that a visitor turned out to be an account, and moves what the visitor did into the account's totals. The visitor
 * belongs to the earliest account by time and id, so the order in which links arrive does not matter.
 *
 * @throws RequestProblem `invalid-request` for a time in the future.
 */
export async function identifyVisitor(
  { database, frozen, clock }: Pick<Services, "database" | "frozen" | "clock">,
  scope: Scope,
  { visitor, account, at }: IdentifyRequest,
): Promise<IdentifyResponse> {
  const now = clock();
  const time = at === undefined ? now : new Date(at);
  refuseFuture(time, now);
  const { owner, members, shown } = await database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    const before = await accountOfVisitor(queries, scope, visitor);
    await insertLink(queries, scope, { visitor, account, at: time.toISOString() });
    const after = (await accountOfVisitor(queries, scope, visitor)) as string;
    const touched: UnitId[] = [
      { kind: "visitor", id: visitor },
      { kind: "account", id: after },
      ...(before === null ? [] : [{ kind: "account" as const, id: before }]),
    ];
    // What they were shown while the database was away decides with the rest what they see from now on.
    await insertRecords(
      queries,
      scope,
      touched.flatMap((unit) => frozen.owed(scope, unit)),
      { assigned: true },
    );
    const groups = await unitGroups(queries, scope, touched);
    // It may have been said before, and perhaps was never answered.
    if (before !== after) {
      const pricing = await loadPricing(queries);
      await foldUnits(queries, { scope, pricing, exposures: [], touched, again: true });
      await recountUses(queries, scope, groups);
    }
    const members = groups.flatMap((group) => group.members);
    return { owner: after, members, shown: await readShown(queries, scope, members) };
  });
  // Whoever asks for the account is shown the visitor's prices, should the database be away then.
  frozen.note(scope, members, shown);
  return { visitor, account: owner, warnings: warningsOf({ visitor, account }) };
}

function refuseFuture(time: Date, now: Date): void {
  if (time.getTime() <= now.getTime() + MOST_AHEAD) return;
  const message = "the time lies more than 5 minutes in the future";
  throw new RequestProblem("invalid-request", `The request is not valid: at: ${message}.`, {
    problems: [{ field: "at", code: "in-the-future", message }],
  });
}

async function insertLink(
  queries: Queries,
  { tenantId, environment }: Scope,
  { visitor, account, at }: Required<IdentifyRequest>,
): Promise<void> {
  await queries.execute(sql`
    insert into identities as link (tenant_id, environment, visitor, account, at)
    values (${tenantId}, ${environment}, ${visitor}, ${account}, ${at}::timestamptz)
    on conflict (tenant_id, environment, visitor, account) do update set at = least(link.at, excluded.at)`);
}

function warningsOf(ids: Readonly<Record<string, string>>): FieldProblem[] {
  return Object.entries(ids).flatMap(([field, id]) => {
    const personal = looksPersonal(id);
    if (!personal) return [];
    const what = personal === "email" ? "an e-mail address" : "a payment card's number";
    const message = `the id looks like ${what}; use an id that says nothing about a person`;
    return [{ field, code: "personal-id", message }];
  });
}
