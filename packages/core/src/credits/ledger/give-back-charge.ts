import type { Portion } from "../grants/burn-down.ts";
import type { ChargeRecord } from "./charge-record.ts";
import type { ReturnedPortion } from "./credit-state.ts";
import type { Draft } from "./draft.ts";
import { giveBack } from "./give-back.ts";
import { type Move, moveCredits } from "./move-credits.ts";
import { smallerOf } from "./smaller-of.ts";

/** What is left of a charge after part of it was given back, and where that went. */
export interface ChargeGivenBack {
  readonly parts: readonly Portion[];
  readonly owed: bigint;
  /** Micro-credits that are owed no longer. */
  readonly debt: bigint;
  readonly returned: readonly ReturnedPortion[];
}

/** Gives back part of a charge: first what it owes, then to its grants in reverse order of taking. */
export function giveBackCharge(
  draft: Draft,
  charge: ChargeRecord,
  { amount, ...why }: Pick<Move, "amount" | "reason" | "reference">,
): ChargeGivenBack {
  const debt = smallerOf(charge.owed, amount);
  moveCredits(draft, { grant: null, amount: debt, from: "consumed", to: "debt", ...why });
  let left = amount - debt;
  const parts = [...charge.parts];
  const returned: ReturnedPortion[] = [];
  while (left > 0n) {
    const part = parts.pop() as Portion;
    const back = smallerOf(part.amount, left);
    if (back < part.amount) parts.push({ grant: part.grant, amount: part.amount - back });
    returned.push(giveBack(draft, { grant: part.grant, amount: back }, { from: "consumed", ...why }));
    left -= back;
  }
  return { parts, owed: charge.owed - debt, debt, returned };
}
