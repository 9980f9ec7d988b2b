import type { Instant } from "../calendar/instant.ts";
import { endHold } from "../holds/end-hold.ts";
import { beginTransaction, type Draft } from "./draft.ts";
import { expireGrants } from "./expire-grants.ts";
import { moveCredits } from "./move-credits.ts";
import { nextInstant } from "./next-instant.ts";
import { payDebts } from "./pay-debts.ts";

/** Writes down what time did by itself up to and at a moment, each instant in its own transaction, dated there. */
export function passTime(draft: Draft, until: Instant): void {
  let instant = nextInstant(draft);
  while (instant !== null && instant <= until) {
    beginTransaction(draft, instant);
    runInstant(draft);
    instant = nextInstant(draft);
  }
}

/**
 * What happens at a moment, in this order: grants expire, others become effective, debts are paid, holds end, and what
 * came back from them pays debts.
 */
export function runInstant(draft: Draft): void {
  expireGrants(draft);
  for (const { id, scheduled, effectiveAt } of draft.grants)
    if (scheduled > 0n && effectiveAt <= draft.now)
      moveCredits(draft, {
        grant: id,
        amount: scheduled,
        from: "scheduled",
        to: "available",
        reason: "effective",
        reference: id,
      });
  payDebts(draft);
  const due = [...draft.holds.values()].filter(({ status, expiresAt }) => status === "open" && expiresAt <= draft.now);
  for (const hold of due.sort((a, b) => a.after - b.after || (a.id < b.id ? -1 : 1))) endHold(draft, hold);
  payDebts(draft);
}
