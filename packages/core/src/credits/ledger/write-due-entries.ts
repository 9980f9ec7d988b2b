import type { InstantInput } from "../calendar/instant.ts";
import type { CreditState } from "./credit-state.ts";
import { finishDraft } from "./draft.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { startAt } from "./start-at.ts";

/**
 * Writes down what time has done: expiries, grants that became effective, debts that they paid, ends of holds.
 *
 * Never needed for a right answer: every command does it first, and {@link balanceAt} counts the same entries.
 *
 * @throws PricewrightError `time-moved-back`, `invalid-time`.
 */
export function writeDueEntries(
  state: CreditState,
  at: InstantInput,
): { readonly state: CreditState; readonly entries: readonly LedgerEntry[] } {
  const draft = startAt(state, at);
  return { state: finishDraft(draft), entries: draft.entries };
}
