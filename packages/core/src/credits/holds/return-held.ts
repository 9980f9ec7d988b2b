import type { Portion } from "../grants/burn-down.ts";
import type { ReturnedPortion } from "../ledger/credit-state.ts";
import type { Draft } from "../ledger/draft.ts";
import { giveBack } from "../ledger/give-back.ts";
import type { Move } from "../ledger/move-credits.ts";

/** Gives held credits back to their grants, in reverse order of taking. */
export function returnHeld(
  draft: Draft,
  taken: readonly Portion[],
  why: Pick<Move, "reason" | "reference">,
): readonly ReturnedPortion[] {
  return taken.toReversed().map((portion) => giveBack(draft, portion, { from: "held", ...why }));
}
