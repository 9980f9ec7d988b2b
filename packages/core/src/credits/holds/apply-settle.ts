import type { Answer } from "../ledger/answer.ts";
import { checkAmount } from "../ledger/check-amount.ts";
import type { SettleCommand } from "../ledger/command.ts";
import type { SettleResult } from "../ledger/command-result.ts";
import type { Draft } from "../ledger/draft.ts";
import { putHold } from "../ledger/draft-records.ts";
import { payDebts } from "../ledger/pay-debts.ts";
import { captureHold } from "./capture-hold.ts";
import { correctCharge } from "./correct-charge.ts";
import { findHold } from "./find-hold.ts";

/**
 * Charges what the work of a hold took. Never denied; after the first settle or release, answered as then.
 *
 * @throws PricewrightError `unknown-hold`, `invalid-amount`.
 */
export function applySettle(draft: Draft, { hold: id, actual }: SettleCommand): Answer {
  checkAmount(actual, "settle.actual");
  const hold = findHold(draft, id);
  if (hold.decision) return { result: hold.decision, replayed: true };
  const captured = draft.charges.get(id);
  // Time has ended an expired hold: either it charged the estimate, or nothing is set aside any more.
  const held = hold.status === "open" ? hold : { ...hold, taken: [] };
  const { charge, returned } = captured
    ? correctCharge(draft, captured, actual)
    : captureHold(draft, held, { amount: actual, reason: "settle" });
  const { amount: charged, parts, owed: debt } = charge;
  const decision: SettleResult = { type: "settled", hold: id, charged, parts, debt, returned };
  putHold(draft, { ...hold, status: "decided", decision });
  payDebts(draft);
  return { result: decision, replayed: false };
}
