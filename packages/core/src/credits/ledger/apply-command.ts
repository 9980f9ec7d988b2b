import type { InstantInput } from "../calendar/instant.ts";
import type { Answer } from "./answer.ts";
import { applyToDraft } from "./apply-to-draft.ts";
import type { Command } from "./command.ts";
import type { CreditState } from "./credit-state.ts";
import { finishDraft } from "./draft.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { startAt } from "./start-at.ts";

/** A new state, the entries that led to it, and what the command came to. */
export interface AppliedCommand extends Answer {
  readonly state: CreditState;
  /** In order: what time had done before, then the command's. */
  readonly entries: readonly LedgerEntry[];
}

/**
 * Does one command to an account's credits. Store the entries and what {@link changedRecords} finds.
 *
 * Too few credits give the result `denied`, not an error. A command that throws has changed nothing.
 *
 * @throws PricewrightError `time-moved-back`, `id-reused`, `unknown-grant`, `unknown-hold`, `unknown-charge`,
 * `refund-too-large`, `invalid-grant`, `invalid-hold`, `invalid-amount`, `invalid-id`, `invalid-time`.
 *
 * @example
 * const { state, entries, result } = applyCommand(before, { type: "charge", id: "c1", amount: 1_000_000n }, new Date());
 */
export function applyCommand(state: CreditState, command: Command, at: InstantInput): AppliedCommand {
  const draft = startAt(state, at);
  const answer = applyToDraft(draft, command, draft.recordedAt);
  return { state: finishDraft(draft), entries: draft.entries, ...answer };
}
