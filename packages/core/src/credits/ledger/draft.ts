import type { Instant } from "../calendar/instant.ts";
import type { HoldRecord } from "../holds/hold-record.ts";
import type { ChargeRecord } from "./charge-record.ts";
import type { CreditState, GrantRecord } from "./credit-state.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { nextInstant } from "./next-instant.ts";

/** A copy of a state to work on, so that many commands cost one copy. Records are replaced, never edited. */
export interface Draft {
  readonly before: CreditState;
  readonly recordedAt: Instant;
  /** When what is being written down happened. */
  now: Instant;
  /** Whether the next entry begins a transaction. */
  opening: boolean;
  /** Whether anything differs from `before`. */
  changed: boolean;
  time: Instant | null;
  transactions: number;
  /** In the order in which they burn. */
  readonly grants: GrantRecord[];
  readonly holds: Map<string, HoldRecord>;
  readonly charges: Map<string, ChargeRecord>;
  owing: readonly string[];
  readonly entries: LedgerEntry[];
}

/** Begins to work on a state. */
export function startDraft(before: CreditState, recordedAt: Instant): Draft {
  return {
    before,
    recordedAt,
    now: recordedAt,
    opening: true,
    changed: false,
    time: before.time,
    transactions: before.transactions,
    grants: [...before.grants],
    holds: new Map(before.holds),
    charges: new Map(before.charges),
    owing: before.owing,
    entries: [],
  };
}

/** The state that the work led to: the same one if nothing changed. */
export function finishDraft(draft: Draft): CreditState {
  const { before, time, transactions, grants, holds, charges, owing } = draft;
  if (!draft.changed) return before;
  const entries = before.entries + draft.entries.length;
  const quietUntil = nextInstant(draft);
  return { time, quietUntil, transactions, entries, grants, holds, charges, owing };
}

/** Begins a transaction of things that happen at a moment. */
export function beginTransaction(draft: Draft, at: Instant): void {
  draft.now = at;
  draft.opening = true;
}

/** Marks that something happened now. */
export function touch(draft: Draft): void {
  draft.changed = true;
  // A grant that had nothing left may come from storage later than its end.
  if (draft.time === null || draft.now > draft.time) draft.time = draft.now;
}
