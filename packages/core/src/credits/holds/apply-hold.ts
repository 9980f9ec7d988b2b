import { PricewrightError } from "../../errors/pricewright-error.ts";
import { toInstant } from "../calendar/instant.ts";
import { takeInOrder } from "../grants/take-in-order.ts";
import type { Answer } from "../ledger/answer.ts";
import { checkAmount } from "../ledger/check-amount.ts";
import { checkId } from "../ledger/check-id.ts";
import { checkSame } from "../ledger/check-same.ts";
import type { HoldCommand } from "../ledger/command.ts";
import type { Draft } from "../ledger/draft.ts";
import { putHold } from "../ledger/draft-records.ts";
import { moveCredits } from "../ledger/move-credits.ts";
import { allowsOverdraft } from "../ledger/overdraft.ts";
import type { HoldRecord } from "./hold-record.ts";

/**
 * Sets credits aside, or denies it. A hold that comes again is answered as before.
 *
 * @throws PricewrightError `invalid-hold` for one that would be over already.
 */
export function applyHold(draft: Draft, command: HoldCommand): Answer {
  const { id, amount, meter, onExpiry = "release", overdraft } = command;
  checkId(id, "hold.id");
  checkAmount(amount, "hold.amount");
  const expiresAt = toInstant(command.expiresAt, "hold.expiresAt");
  if (onExpiry !== "release" && onExpiry !== "capture-estimate")
    throw new PricewrightError("invalid-hold", `onExpiry is ${onExpiry}. Use "release" or "capture-estimate".`);
  const known = draft.holds.get(id);
  if (known || draft.charges.has(id)) {
    checkSame(`Hold ${JSON.stringify(id)}`, termsOf(known), [amount, meter, expiresAt, onExpiry]);
    return { result: resultOf(known as HoldRecord), replayed: true };
  }
  if (expiresAt <= draft.now)
    throw new PricewrightError("invalid-hold", `The hold would end at ${expiresAt}, and it is ${draft.now} already.`);
  const { entries: taken, shortfall: uncovered } = takeInOrder(draft.grants, amount, draft.now, meter);
  if (!allowsOverdraft(draft, uncovered, overdraft))
    return { result: { type: "denied", id, shortfall: uncovered }, replayed: false };
  const after = draft.before.entries + draft.entries.length;
  for (const portion of taken)
    moveCredits(draft, { ...portion, from: "available", to: "held", reason: "hold", reference: id });
  const at = draft.now;
  const hold: HoldRecord = { id, amount, meter, at, expiresAt, onExpiry, taken, uncovered, after, status: "open" };
  putHold(draft, hold);
  return { result: resultOf(hold), replayed: false };
}

function termsOf(hold: HoldRecord | undefined): readonly unknown[] {
  return [hold?.amount, hold?.meter, hold?.expiresAt, hold?.onExpiry];
}

function resultOf({ id, taken, uncovered }: HoldRecord): Answer["result"] {
  return { type: "held", hold: id, taken, uncovered };
}
