import type { GrantRecord } from "./credit-state.ts";
import { type Draft, touch } from "./draft.ts";
import { indexOfGrant } from "./draft-records.ts";
import type { LedgerAccount, LedgerReason } from "./ledger-entry.ts";

/** Micro-credits on their way from one account to another, and why. */
export interface Move {
  /** Id of the grant; null for use that no grant has paid for. */
  readonly grant: string | null;
  readonly amount: bigint;
  readonly from: LedgerAccount;
  readonly to: LedgerAccount;
  readonly reason: LedgerReason;
  readonly reference: string;
}

/** Moves credits and writes the entry; nothing for an amount of 0. */
export function moveCredits(draft: Draft, move: Move): void {
  const { grant, amount, from, to, reason, reference } = move;
  if (amount === 0n) return;
  touch(draft);
  if (draft.opening) draft.transactions++;
  draft.opening = false;
  draft.entries.push({
    sequence: draft.before.entries + draft.entries.length + 1,
    transaction: draft.transactions,
    grant,
    from,
    to,
    amount,
    effectiveAt: draft.now,
    recordedAt: draft.recordedAt,
    reason,
    reference,
  });
  if (grant === null) return;
  const index = indexOfGrant(draft, grant);
  draft.grants[index] = add(add(draft.grants[index] as GrantRecord, from, -amount), to, amount);
}

function add(record: GrantRecord, account: LedgerAccount, amount: bigint): GrantRecord {
  // These two count what came; a grant's amount never changes, and a debt is its charge's.
  if (account === "issued" || account === "debt") return record;
  return { ...record, [account]: record[account] + amount };
}
