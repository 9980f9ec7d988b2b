import type { Portion } from "../grants/burn-down.ts";
import { takeInOrder } from "../grants/take-in-order.ts";
import type { Draft } from "./draft.ts";
import { type Move, moveCredits } from "./move-credits.ts";

/** What is used, and why. */
export interface Burn extends Pick<Move, "reason" | "reference"> {
  readonly amount: bigint;
  readonly meter: string | undefined;
}

/** Consumes available credits in burn order, and owes what they do not cover. */
export function burnAvailable(
  draft: Draft,
  { amount, meter, ...why }: Burn,
): { readonly parts: readonly Portion[]; readonly owed: bigint } {
  const { entries, shortfall } = takeInOrder(draft.grants, amount, draft.now, meter);
  for (const portion of entries) moveCredits(draft, { ...portion, from: "available", to: "consumed", ...why });
  moveCredits(draft, { grant: null, amount: shortfall, from: "debt", to: "consumed", ...why });
  return { parts: entries, owed: shortfall };
}
