import { PricewrightError } from "../../errors/pricewright-error.ts";
import type { Draft } from "../ledger/draft.ts";
import type { HoldRecord } from "./hold-record.ts";

/**
 * The hold with this id.
 *
 * @throws PricewrightError `unknown-hold`.
 */
export function findHold(draft: Draft, id: string): HoldRecord {
  const hold = draft.holds.get(id);
  if (hold) return hold;
  throw new PricewrightError("unknown-hold", `There is no hold ${JSON.stringify(id)}.`);
}
