import type { Instant } from "../calendar/instant.ts";
import type { Portion } from "../grants/burn-down.ts";
import type { ReleaseResult, SettleResult } from "../ledger/command-result.ts";

/** What becomes of a hold that nobody settles in time: its credits go back, or the estimate is charged. */
export type OnExpiry = "release" | "capture-estimate";

/** Micro-credits that were set aside. */
export interface HoldRecord {
  readonly id: string;
  readonly amount: bigint;
  readonly meter?: string | undefined;
  readonly at: Instant;
  readonly expiresAt: Instant;
  readonly onExpiry: OnExpiry;
  /** In the order of taking. */
  readonly taken: readonly Portion[];
  /** The part of `amount` that the overdraft allowed, for which nothing is set aside. */
  readonly uncovered: bigint;
  /**
   * Ledger entries before it: the older of two holds has fewer, and as many where nothing was written in between. At the
   * same end, holds end in this order, and then in that of their ids.
   */
  readonly after: number;
  /** `expired` once the end that time made was written down, until somebody decides. */
  readonly status: "open" | "expired" | "decided";
  /** What the first settle or release answered, and every later one does. */
  readonly decision?: SettleResult | ReleaseResult | undefined;
}
