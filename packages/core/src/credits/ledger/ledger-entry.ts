import type { Instant } from "../calendar/instant.ts";

/**
 * Where credits can be. `issued` and `debt` are where they come from and count how much came; the others are where they
 * are. Scheduled credits are granted, but not effective yet.
 */
export const LEDGER_ACCOUNTS = [
  "issued",
  "scheduled",
  "available",
  "held",
  "consumed",
  "expired",
  "voided",
  "debt",
] as const;

/** One of {@link LEDGER_ACCOUNTS}. */
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

/** Why credits moved: a command, or time. */
export const LEDGER_REASONS = [
  "grant",
  "effective",
  "expiry",
  "rollover",
  "hold",
  "hold-expiry",
  "settle",
  "release",
  "charge",
  "debt-payment",
  "refund",
  "void",
] as const;

/** One of {@link LEDGER_REASONS}. */
export type LedgerReason = (typeof LEDGER_REASONS)[number];

/** Credits that moved from one account to another. Entries are only ever added. */
export interface LedgerEntry {
  /** Counts the entries of a customer's account from 1, without gaps. */
  readonly sequence: number;
  /** Entries with the same number hold together. */
  readonly transaction: number;
  /** Id of the grant; null for use that no grant has paid for yet. */
  readonly grant: string | null;
  readonly from: LedgerAccount;
  readonly to: LedgerAccount;
  /** Micro-credits, above 0. */
  readonly amount: bigint;
  /** When it happened. Earlier than `recordedAt` for what time did by itself. */
  readonly effectiveAt: Instant;
  readonly recordedAt: Instant;
  readonly reason: LedgerReason;
  /** Id of the grant, hold, charge or refund that moved it. */
  readonly reference: string;
}
