import { and, eq } from "drizzle-orm";
import type { Queries, Scope } from "../database/database.ts";
import { checkouts } from "../database/schema/index.ts";

/** A stored checkout. */
export type CheckoutRow = typeof checkouts.$inferSelect;

/** The session of a quote for one plan or pack, or undefined. */
export async function findCheckout(
  queries: Queries,
  { tenantId, environment }: Scope,
  { quoteId, plan }: Pick<CheckoutRow, "quoteId" | "plan">,
): Promise<CheckoutRow | undefined> {
  const [row] = await queries
    .select()
    .from(checkouts)
    .where(
      and(
        eq(checkouts.tenantId, tenantId),
        eq(checkouts.environment, environment),
        eq(checkouts.quoteId, quoteId),
        eq(checkouts.plan, plan),
      ),
    );
  return row;
}

/** A session by its id, or undefined. */
export async function findCheckoutById(queries: Queries, scope: Scope, id: string): Promise<CheckoutRow | undefined> {
  const [row] = await queries.select().from(checkouts).where(ofId(scope, id));
  return row;
}

/** A session by its id, held until the transaction ends; or undefined. */
export async function lockCheckout(queries: Queries, scope: Scope, id: string): Promise<CheckoutRow | undefined> {
  const [row] = await queries.select().from(checkouts).where(ofId(scope, id)).for("update");
  return row;
}

/** Changes where a session is, and when that was. */
export async function setCheckoutStatus(
  queries: Queries,
  scope: Scope,
  id: string,
  status: CheckoutRow["status"],
): Promise<CheckoutRow> {
  const [row] = await queries.update(checkouts).set({ status }).where(ofId(scope, id)).returning();
  return row as CheckoutRow;
}

/** Notes where a session's payment page is; the first that is noted stays. */
export async function setCheckoutPage(
  queries: Queries,
  scope: Scope,
  id: string,
  page: Pick<CheckoutRow, "url" | "session">,
): Promise<CheckoutRow> {
  await queries
    .update(checkouts)
    .set(page)
    .where(and(ofId(scope, id), eq(checkouts.url, "")));
  return (await findCheckoutById(queries, scope, id)) as CheckoutRow;
}

/** Begins another attempt, which has no page yet; nothing where another request did so already. */
export async function beginAttempt(queries: Queries, scope: Scope, { id, attempt }: CheckoutRow): Promise<CheckoutRow> {
  await queries
    .update(checkouts)
    .set({ url: "", session: null, attempt: attempt + 1 })
    .where(and(ofId(scope, id), eq(checkouts.attempt, attempt)));
  return (await findCheckoutById(queries, scope, id)) as CheckoutRow;
}

function ofId({ tenantId, environment }: Scope, id: string) {
  return and(eq(checkouts.tenantId, tenantId), eq(checkouts.environment, environment), eq(checkouts.id, id));
}
