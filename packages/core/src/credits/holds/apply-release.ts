import type { Answer } from "../ledger/answer.ts";
import type { ReleaseCommand } from "../ledger/command.ts";
import type { ReleaseResult } from "../ledger/command-result.ts";
import type { Draft } from "../ledger/draft.ts";
import { putHold } from "../ledger/draft-records.ts";
import { payDebts } from "../ledger/pay-debts.ts";
import { correctCharge } from "./correct-charge.ts";
import { findHold } from "./find-hold.ts";
import { returnHeld } from "./return-held.ts";

/**
 * Gives back all of a hold; after the first settle or release, answered as then.
 *
 * @throws PricewrightError `unknown-hold`.
 */
export function applyRelease(draft: Draft, { hold: id }: ReleaseCommand): Answer {
  const hold = findHold(draft, id);
  if (hold.decision) return { result: hold.decision, replayed: true };
  const captured = draft.charges.get(id);
  const { debt, returned } = captured
    ? correctCharge(draft, captured, 0n)
    : {
        debt: 0n,
        returned: hold.status === "open" ? returnHeld(draft, hold.taken, { reason: "release", reference: id }) : [],
      };
  const decision: ReleaseResult = { type: "released", hold: id, debt, returned };
  putHold(draft, { ...hold, status: "decided", decision });
  payDebts(draft);
  return { result: decision, replayed: false };
}
