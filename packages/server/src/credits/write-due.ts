import { changedRecords, openPart, writeDueEntries } from "@pricewright/core/credits";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { lockAccounts, readRecords, stateOf } from "./read-accounts.ts";
import { writeChanges } from "./write-changes.ts";

/** Accounts that one run looks at in a scope, so that a run is short. */
const MOST_ACCOUNTS = 500;

/**
 * Writes down what time has done to accounts: expiries, grants that became effective, debts that they paid, ends of holds.
 * It changes no answer, only how soon the ledger has the entries. Accounts that commands are busy with are left out.
 */
export async function writeDue(queries: Queries, scope: Scope, clock: (() => Date) | undefined): Promise<void> {
  const { tenantId, environment } = scope;
  const until = clock ? sql`${clock().toISOString()}::timestamptz` : sql`clock_timestamp()`;
  const due = await rows<{ id: string }>(
    queries,
    sql`select id from accounts where ctid = any(array(
        select ctid from accounts where tenant_id = ${tenantId} and environment = ${environment} and quiet_until <= ${until}
        order by quiet_until limit ${MOST_ACCOUNTS}))
      order by id for update skip locked`,
  );
  if (due.length === 0) return;
  const ids = due.map(({ id }) => id);
  const { heads, now } = await lockAccounts(queries, scope, ids);
  const at = clock?.().toISOString() ?? (now as string);
  const records = await readRecords(queries, scope, { open: ids, named: [] });
  const changes = [...heads.values()].flatMap((head) => {
    const before = stateOf(head, records.get(head.id));
    const { state, entries } = writeDueEntries(before, before.time !== null && before.time > at ? before.time : at);
    const changed = changedRecords(before, state);
    return [{ account: head.id, state: openPart(state), changed, entries, documents: [] }];
  });
  await writeChanges(queries, scope, changes);
}
