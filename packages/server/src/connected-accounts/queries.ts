import { and, eq, sql } from "drizzle-orm";
import { type Database, type Queries, rows, type Scope } from "../database/database.ts";
import { connectedAccounts } from "../database/schema/index.ts";

/** A stored account. */
export type ConnectedAccountRow = typeof connectedAccounts.$inferSelect;

/** What Stripe says of an account. */
export type AccountState = Pick<ConnectedAccountRow, "account" | "ready" | "submitted" | "due">;

/** A scope's account at Stripe, or undefined. */
export async function readConnectedAccount(queries: Queries, scope: Scope): Promise<ConnectedAccountRow | undefined> {
  const [row] = await queries.select().from(connectedAccounts).where(ofScope(scope));
  return row;
}

/** Keeps what Stripe says of a scope's account. */
export async function keepConnectedAccount(
  queries: Queries,
  scope: Scope,
  { account, ...state }: AccountState,
  now: Date,
): Promise<void> {
  const updatedAt = now.toISOString();
  await queries
    .insert(connectedAccounts)
    .values({ ...scope, account, ...state, createdAt: updatedAt, updatedAt })
    .onConflictDoUpdate({
      target: [connectedAccounts.tenantId, connectedAccounts.environment],
      set: { ...state, updatedAt },
      setWhere: eq(connectedAccounts.account, account),
    });
}

/** Forgets a scope's account. */
export async function forgetConnectedAccount(queries: Queries, scope: Scope): Promise<void> {
  await queries.delete(connectedAccounts).where(ofScope(scope));
}

/** Whose an account at Stripe is, or null. */
export async function scopeOfAccount(database: Database, account: string): Promise<Scope | null> {
  const [found] = await database.amongPeople((queries) =>
    rows<Scope>(queries, sql`select tenant_id as "tenantId", environment from scope_of_connected_account(${account})`),
  );
  return found ?? null;
}

function ofScope({ tenantId, environment }: Scope) {
  return and(eq(connectedAccounts.tenantId, tenantId), eq(connectedAccounts.environment, environment));
}
