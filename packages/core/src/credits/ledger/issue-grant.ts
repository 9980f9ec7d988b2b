import type { Grant } from "../grants/grant.ts";
import type { Draft } from "./draft.ts";
import { addGrant } from "./draft-records.ts";
import type { LedgerReason } from "./ledger-entry.ts";
import { moveCredits } from "./move-credits.ts";

/** Adds a grant and writes its first entry: to `available`, or to `scheduled` until it is effective. */
export function issueGrant(draft: Draft, grant: Grant, reason: LedgerReason): void {
  addGrant(draft, { ...grant, scheduled: 0n, available: 0n, held: 0n, consumed: 0n, expired: 0n, voided: 0n });
  const to = grant.effectiveAt > draft.now ? "scheduled" : "available";
  moveCredits(draft, { grant: grant.id, amount: grant.amount, from: "issued", to, reason, reference: grant.id });
}
