import { PricewrightError } from "../../errors/pricewright-error.ts";
import type { Answer } from "./answer.ts";
import { refundedOf } from "./charge-record.ts";
import { checkAmount } from "./check-amount.ts";
import { checkId } from "./check-id.ts";
import { checkSame } from "./check-same.ts";
import type { RefundCommand } from "./command.ts";
import type { RefundResult } from "./command-result.ts";
import type { Draft } from "./draft.ts";
import { putCharge } from "./draft-records.ts";
import { giveBackCharge } from "./give-back-charge.ts";
import { payDebts } from "./pay-debts.ts";

/**
 * Pays back a charge. A refund that comes again is answered as before.
 *
 * @throws PricewrightError `unknown-charge`, or `refund-too-large` beyond what is left of the charge.
 */
export function applyRefund(draft: Draft, command: RefundCommand): Answer {
  const { id } = command;
  checkId(id, "refund.id");
  const charge = draft.charges.get(command.charge);
  if (!charge) throw new PricewrightError("unknown-charge", `There is no charge ${JSON.stringify(command.charge)}.`);
  const known = charge.refunds.find(({ refund }) => refund === id);
  if (known) {
    checkSame(`Refund ${JSON.stringify(id)}`, [known.amount], [command.amount ?? known.amount]);
    return { result: known, replayed: true };
  }
  const left = charge.amount - refundedOf(charge);
  const { amount = left } = command;
  checkAmount(amount, "refund.amount");
  if (amount > left)
    throw new PricewrightError(
      "refund-too-large",
      `Refund ${JSON.stringify(id)} is of ${amount} micro-credits, but ${left} are left of the charge of ${charge.amount}.`,
    );
  const { parts, owed, debt, returned } = giveBackCharge(draft, charge, { amount, reason: "refund", reference: id });
  const result: RefundResult = { type: "refunded", refund: id, charge: charge.id, amount, debt, returned };
  putCharge(draft, { ...charge, parts, owed, refunds: [...charge.refunds, result] });
  payDebts(draft);
  return { result, replayed: false };
}
