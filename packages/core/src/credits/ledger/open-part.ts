import type { HoldRecord } from "../holds/hold-record.ts";
import type { ChargeRecord } from "./charge-record.ts";
import type { CreditState, GrantRecord } from "./credit-state.ts";
import { nextInstant } from "./next-instant.ts";

/**
 * What of a state must be at hand for every command; the rest is needed only where a command names it, and may stay in
 * storage.
 *
 * @example
 * cache.set(account, openPart(state));
 */
export function openPart(state: CreditState): CreditState {
  const grants = state.grants.filter(isOpenGrant);
  const holds = new Map([...state.holds].filter(([, hold]) => isOpenHold(hold)));
  const charges = new Map([...state.charges].filter(([, charge]) => isOpenCharge(charge)));
  return { ...state, grants, holds, charges, quietUntil: nextInstant({ grants, holds }) };
}

/** Whether a grant has credits that may move by themselves or be used, or has yet to roll over. */
export function isOpenGrant({ scheduled, available, held, ended, rollover }: GrantRecord): boolean {
  return scheduled > 0n || available > 0n || held > 0n || (!ended && rollover !== undefined);
}

/** Whether a hold has credits set aside. */
export function isOpenHold({ status }: HoldRecord): boolean {
  return status === "open";
}

/** Whether a charge owes something, which the next grants pay. */
export function isOpenCharge({ owed }: ChargeRecord): boolean {
  return owed > 0n;
}
