import type { Portion } from "../grants/burn-down.ts";
import type { ReturnedPortion } from "./credit-state.ts";
import type { Draft } from "./draft.ts";
import { grantOf } from "./draft-records.ts";
import { type Move, moveCredits } from "./move-credits.ts";

/** Gives credits back to their grant: to `available`, or where a grant's credits go that has ended. */
export function giveBack(
  draft: Draft,
  { grant, amount }: Portion,
  why: Pick<Move, "from" | "reason" | "reference">,
): ReturnedPortion {
  const { ended, expiresAt } = grantOf(draft, grant);
  const isOver = expiresAt !== undefined && expiresAt <= draft.now;
  const to = ended?.as ?? (isOver ? "expired" : "available");
  moveCredits(draft, { grant, amount, to, ...why });
  return { grant, amount, to };
}
