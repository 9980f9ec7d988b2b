import type { Draft } from "../ledger/draft.ts";
import { putHold } from "../ledger/draft-records.ts";
import { captureHold } from "./capture-hold.ts";
import type { HoldRecord } from "./hold-record.ts";
import { returnHeld } from "./return-held.ts";

/** What time does to a hold that nobody settled. */
export function endHold(draft: Draft, hold: HoldRecord): void {
  if (hold.onExpiry === "release") returnHeld(draft, hold.taken, { reason: "hold-expiry", reference: hold.id });
  else captureHold(draft, hold, { amount: hold.amount, reason: "hold-expiry" });
  putHold(draft, { ...hold, status: "expired" });
}
