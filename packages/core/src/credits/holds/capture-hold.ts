import type { Portion } from "../grants/burn-down.ts";
import { burnAvailable } from "../ledger/burn-available.ts";
import type { ChargeRecord } from "../ledger/charge-record.ts";
import type { ReturnedPortion } from "../ledger/credit-state.ts";
import type { Draft } from "../ledger/draft.ts";
import { putCharge } from "../ledger/draft-records.ts";
import { type Move, moveCredits } from "../ledger/move-credits.ts";
import { smallerOf } from "../ledger/smaller-of.ts";
import type { HoldRecord } from "./hold-record.ts";
import { returnHeld } from "./return-held.ts";

/** A hold's charge, and what was not needed for it. */
export interface CapturedHold {
  readonly charge: ChargeRecord;
  readonly returned: readonly ReturnedPortion[];
}

/** Charges an amount to an open hold: from what it took, in that order; then by burn order; the rest is owed. */
export function captureHold(
  draft: Draft,
  hold: HoldRecord,
  { amount, reason }: Pick<Move, "amount" | "reason">,
): CapturedHold {
  const why = { reason, reference: hold.id };
  const used: Portion[] = [];
  const unused: Portion[] = [];
  let left = amount;
  for (const portion of hold.taken) {
    const part = smallerOf(portion.amount, left);
    if (part > 0n) used.push({ grant: portion.grant, amount: part });
    if (part < portion.amount) unused.push({ grant: portion.grant, amount: portion.amount - part });
    left -= part;
  }
  for (const portion of used) moveCredits(draft, { ...portion, from: "held", to: "consumed", ...why });
  const returned = returnHeld(draft, unused, why);
  const { parts, owed } = burnAvailable(draft, { amount: left, meter: hold.meter, ...why });
  const owedSince = owed > 0n ? draft.before.entries + draft.entries.length : 0;
  const { id, meter } = hold;
  const charge = { id, amount, meter, at: draft.now, parts: [...used, ...parts], owed, owedSince, refunds: [] };
  putCharge(draft, charge);
  return { charge, returned };
}
