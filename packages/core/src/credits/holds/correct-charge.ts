import { burnAvailable } from "../ledger/burn-available.ts";
import { type ChargeRecord, refundedOf } from "../ledger/charge-record.ts";
import type { Draft } from "../ledger/draft.ts";
import { putCharge } from "../ledger/draft-records.ts";
import { giveBackCharge } from "../ledger/give-back-charge.ts";
import { largerOf } from "../ledger/smaller-of.ts";
import type { CapturedHold } from "./capture-hold.ts";

/**
 * Makes a charge of an estimate a charge of what the work took: burns the difference, or gives it back. What was refunded
 * meanwhile stays refunded, and the charge is never below it.
 */
export function correctCharge(draft: Draft, charge: ChargeRecord, actual: bigint): CapturedHold & { debt: bigint } {
  const why = { reason: "settle", reference: charge.id } as const;
  if (actual > charge.amount) {
    const { parts, owed } = burnAvailable(draft, { amount: actual - charge.amount, meter: charge.meter, ...why });
    const corrected = {
      ...charge,
      amount: actual,
      parts: [...charge.parts, ...parts],
      owed: charge.owed + owed,
      owedSince: charge.owed > 0n ? charge.owedSince : owed > 0n ? draft.before.entries + draft.entries.length : 0,
    };
    putCharge(draft, corrected);
    return { charge: corrected, debt: 0n, returned: [] };
  }
  const refunded = refundedOf(charge);
  const amount = largerOf(actual, refunded);
  const { parts, owed, debt, returned } = giveBackCharge(draft, charge, { amount: charge.amount - amount, ...why });
  const corrected = { ...charge, amount, parts, owed };
  putCharge(draft, corrected);
  return { charge: corrected, debt, returned };
}
