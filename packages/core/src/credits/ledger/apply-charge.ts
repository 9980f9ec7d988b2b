import { takeInOrder } from "../grants/take-in-order.ts";
import type { Answer } from "./answer.ts";
import { burnAvailable } from "./burn-available.ts";
import { checkAmount } from "./check-amount.ts";
import { checkId } from "./check-id.ts";
import { checkSame } from "./check-same.ts";
import type { ChargeCommand } from "./command.ts";
import type { Draft } from "./draft.ts";
import { putCharge } from "./draft-records.ts";
import { allowsOverdraft } from "./overdraft.ts";

/** Uses credits at once, or denies it. A charge that comes again is answered as before. */
export function applyCharge(draft: Draft, { id, amount, meter, overdraft }: ChargeCommand): Answer {
  checkId(id, "charge.id");
  checkAmount(amount, "charge.amount");
  const known = draft.charges.get(id);
  if (known?.answer || draft.holds.has(id)) {
    checkSame(`Charge ${JSON.stringify(id)}`, [known?.answer && known.amount, known?.meter], [amount, meter]);
    const answer = known?.answer ?? { parts: [], debt: 0n };
    return { result: { type: "charged", charge: id, amount, ...answer }, replayed: true };
  }
  const { shortfall } = takeInOrder(draft.grants, amount, draft.now, meter);
  if (!allowsOverdraft(draft, shortfall, overdraft))
    return { result: { type: "denied", id, shortfall }, replayed: false };
  const { parts, owed } = burnAvailable(draft, { amount, meter, reason: "charge", reference: id });
  const answer = { parts, debt: owed };
  const owedSince = owed > 0n ? draft.before.entries + draft.entries.length : 0;
  putCharge(draft, { id, amount, meter, at: draft.now, parts, owed, owedSince, refunds: [], answer });
  return { result: { type: "charged", charge: id, amount, ...answer }, replayed: false };
}
