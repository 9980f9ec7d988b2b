import type { MoveAccountRequest } from "@pricewright/core/api";
import { and, eq } from "drizzle-orm";
import { writeAudit } from "../audit/write-audit.ts";
import { FIRST_VERSION } from "../credits/read-accounts.ts";
import { accounts } from "../database/schema/index.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { Principal } from "../keys/principal.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { Services } from "../services.ts";

/** A stored account. */
export type AccountRow = typeof accounts.$inferSelect;

/**
 * Makes an account, or moves it to a plan or a version of the price list.
 *
 * @throws RequestProblem `not-found` for a version that was never published, or a plan that it has not.
 */
export async function moveAccount(
  { database, pricing, clock }: Pick<Services, "database" | "pricing" | "clock">,
  { scope, id: actor }: Pick<Principal, "scope" | "id">,
  id: string,
  { plan, catalogVersion, reason }: MoveAccountRequest,
): Promise<AccountRow> {
  const known = await pricing.get(scope);
  const now = clock();
  const own = and(
    eq(accounts.tenantId, scope.tenantId),
    eq(accounts.environment, scope.environment),
    eq(accounts.id, id),
  );
  return database.inScope(scope, async (queries) => {
    const createdAt = now.toISOString();
    const newest = known.catalogs.at(-1)?.version ?? null;
    await queries
      .insert(accounts)
      .values({ ...scope, id, createdAt, catalogVersion: newest, version: FIRST_VERSION })
      .onConflictDoNothing();
    const [before] = await queries.select().from(accounts).where(own).for("update");
    if (!before) throw new Error("an account that was locked is not there");
    const to = {
      plan: plan === undefined ? before.plan : plan,
      catalogVersion: catalogVersion ?? before.catalogVersion,
    };
    checkTarget(known, to);
    const [after] = await queries.update(accounts).set(to).where(own).returning();
    const from = { plan: before.plan, catalogVersion: before.catalogVersion };
    const entry = { actor, action: "account.move", target: `account/${id}`, detail: { from, to, reason } };
    await writeAudit(queries, scope, entry, now);
    return after as AccountRow;
  });
}

function checkTarget({ catalogs }: Pricing, { plan, catalogVersion }: Pick<AccountRow, "plan" | "catalogVersion">) {
  const catalog = catalogs.find(({ version }) => version === catalogVersion);
  if (catalogVersion !== null && !catalog)
    throw new RequestProblem("not-found", `There is no version ${catalogVersion} of the catalog.`);
  if (plan !== null && !catalog?.document.plans.some(({ id }) => id === plan))
    throw new RequestProblem(
      "not-found",
      `There is no plan ${JSON.stringify(plan)} in ${catalogVersion === null ? "any catalog" : `version ${catalogVersion} of the catalog`}.`,
    );
}
