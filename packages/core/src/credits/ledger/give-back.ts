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
  // Every end that has come is written down before anything else happens.
  const to = grantOf(draft, grant).ended?.as ?? "available";
  moveCredits(draft, { grant, amount, to, ...why });
  return { grant, amount, to };
}
