import type { Instant } from "../calendar/instant.ts";
import type { Portion } from "../grants/burn-down.ts";
import type { Grant } from "../grants/grant.ts";
import type { HoldRecord } from "../holds/hold-record.ts";
import type { ChargeRecord } from "./charge-record.ts";

/** A grant and where its micro-credits are; they add up to `amount`. */
export interface GrantRecord extends Grant {
  readonly scheduled: bigint;
  readonly available: bigint;
  readonly held: bigint;
  readonly consumed: bigint;
  readonly expired: bigint;
  readonly voided: bigint;
  /** Set once its end was written down, by time or by a command. */
  readonly ended?: { readonly at: Instant; readonly as: "expired" | "voided" } | undefined;
}

/**
 * The credits of one customer's account. Never edited: a command gives a new one.
 *
 * It may be part of the whole: the grants with scheduled, available or held credits, those that have yet to roll over, all
 * open holds, all charges that owe something, and what the commands name, with the grants that the charges burnt.
 */
export interface CreditState {
  /** Nothing can be asked or done before this: the last entry's `effectiveAt`. Null while there are none. */
  readonly time: Instant | null;
  /** When time does something by itself next, for a cleaning job to know; null for never. Nothing here relies on it. */
  readonly quietUntil: Instant | null;
  /** Ledger transactions so far. */
  readonly transactions: number;
  /** Ledger entries so far. */
  readonly entries: number;
  /** In the order in which they burn. */
  readonly grants: readonly GrantRecord[];
  readonly holds: ReadonlyMap<string, HoldRecord>;
  readonly charges: ReadonlyMap<string, ChargeRecord>;
  /** Ids of charges with a debt, the oldest debt first. */
  readonly owing: readonly string[];
}

/** An account that nothing has happened to. */
export const emptyCreditState: CreditState = {
  time: null,
  quietUntil: null,
  transactions: 0,
  entries: 0,
  grants: [],
  holds: new Map(),
  charges: new Map(),
  owing: [],
};

/** Credits that went back to a grant, and what they are there. */
export interface ReturnedPortion extends Portion {
  /** `expired` or `voided` where the grant has ended. */
  readonly to: "available" | "expired" | "voided";
}
