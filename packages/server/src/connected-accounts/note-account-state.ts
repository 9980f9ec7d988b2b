import { writeAudit } from "../audit/write-audit.ts";
import type { Queries, Scope } from "../database/database.ts";
import { type AccountState, type ConnectedAccountRow, keepConnectedAccount, readConnectedAccount } from "./queries.ts";

/**
 * Keeps what Stripe says of a scope's account, and writes down when it may begin to take payments or may no more. Answers
 * with what is stored; nothing is kept of another account than the scope's.
 */
export async function noteAccountState(
  queries: Queries,
  scope: Scope,
  state: AccountState,
  now: Date,
): Promise<ConnectedAccountRow | undefined> {
  const before = await readConnectedAccount(queries, scope);
  if (before?.account !== state.account) return before;
  await keepConnectedAccount(queries, scope, state, now);
  if (before.ready !== state.ready) {
    const detail = { before: { ready: before.ready }, after: { ready: state.ready } };
    const entry = { actor: "stripe", action: "connected-account.change", target: `connected-account/${state.account}` };
    await writeAudit(queries, scope, { ...entry, detail }, now);
  }
  return readConnectedAccount(queries, scope);
}
