import { takeInOrder } from "../grants/take-in-order.ts";
import type { ChargeRecord } from "./charge-record.ts";
import type { Draft } from "./draft.ts";
import { putCharge } from "./draft-records.ts";
import { moveCredits } from "./move-credits.ts";

/** Pays debts from what is available, the oldest first, each from the grants that its meter may use. */
export function payDebts(draft: Draft): void {
  for (const id of draft.owing) {
    const charge = draft.charges.get(id) as ChargeRecord;
    const { entries, shortfall } = takeInOrder(draft.grants, charge.owed, draft.now, charge.meter);
    if (entries.length === 0) continue;
    const why = { reason: "debt-payment", reference: id } as const;
    for (const portion of entries) moveCredits(draft, { ...portion, from: "available", to: "consumed", ...why });
    moveCredits(draft, { grant: null, amount: charge.owed - shortfall, from: "consumed", to: "debt", ...why });
    putCharge(draft, { ...charge, parts: [...charge.parts, ...entries], owed: shortfall });
  }
}
