import { isPricewrightError, type PricewrightError } from "../../errors/pricewright-error.ts";
import type { InstantInput } from "../calendar/instant.ts";
import type { Answer } from "./answer.ts";
import { applyToDraft } from "./apply-to-draft.ts";
import type { Command } from "./command.ts";
import type { CreditState } from "./credit-state.ts";
import { type Draft, finishDraft } from "./draft.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { startAt } from "./start-at.ts";

/** What became of one of many commands: an answer, or the error that it alone failed with. */
export type Outcome = Answer | { readonly error: PricewrightError };

/** A new state, the entries that led to it, and an outcome for each command. */
export interface AppliedCommands {
  readonly state: CreditState;
  readonly entries: readonly LedgerEntry[];
  readonly outcomes: readonly Outcome[];
}

/**
 * Does many commands at one moment, in order: the same as one after the other, for less. A command that fails, fails
 * alone.
 *
 * @throws PricewrightError `time-moved-back`, `invalid-time`.
 */
export function applyCommands(state: CreditState, commands: readonly Command[], at: InstantInput): AppliedCommands {
  const draft = startAt(state, at);
  const outcomes = commands.map((command) => outcomeOf(draft, command));
  return { state: finishDraft(draft), entries: draft.entries, outcomes };
}

function outcomeOf(draft: Draft, command: Command): Outcome {
  try {
    return applyToDraft(draft, command, draft.recordedAt);
  } catch (error) {
    if (isPricewrightError(error)) return { error };
    throw error;
  }
}
