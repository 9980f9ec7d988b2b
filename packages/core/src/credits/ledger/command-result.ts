import type { Portion } from "../grants/burn-down.ts";
import type { ReturnedPortion } from "./credit-state.ts";

/** A grant was given. */
export interface GrantResult {
  readonly type: "granted";
  readonly grant: string;
  readonly amount: bigint;
}

/** Credits were set aside. */
export interface HoldResult {
  readonly type: "held";
  readonly hold: string;
  readonly taken: readonly Portion[];
  /** What the overdraft allows beyond the grants; nothing is set aside for it. */
  readonly uncovered: bigint;
}

/** There are not enough credits for a hold or a charge. Nothing was taken. */
export interface DeniedResult {
  readonly type: "denied";
  /** Id of the hold or charge. */
  readonly id: string;
  /** Micro-credits that were missing. */
  readonly shortfall: bigint;
}

/** A hold became a charge. */
export interface SettleResult {
  readonly type: "settled";
  readonly hold: string;
  readonly charged: bigint;
  readonly parts: readonly Portion[];
  /** What no grant covered. */
  readonly debt: bigint;
  /** The unused part, in reverse order of taking. */
  readonly returned: readonly ReturnedPortion[];
}

/** A hold ended without a charge. */
export interface ReleaseResult {
  readonly type: "released";
  readonly hold: string;
  /** Micro-credits of debt that are owed no longer, where time had charged the estimate. */
  readonly debt: bigint;
  readonly returned: readonly ReturnedPortion[];
}

/** Credits were used. */
export interface ChargeResult {
  readonly type: "charged";
  readonly charge: string;
  readonly amount: bigint;
  readonly parts: readonly Portion[];
  /** What no grant covered. */
  readonly debt: bigint;
}

/** A charge was paid back, or part of it. */
export interface RefundResult {
  readonly type: "refunded";
  readonly refund: string;
  readonly charge: string;
  readonly amount: bigint;
  /** Micro-credits of debt that are owed no longer. */
  readonly debt: bigint;
  readonly returned: readonly ReturnedPortion[];
}

/** A grant ended. */
export interface EndResult {
  readonly type: "voided" | "expired";
  readonly grant: string;
  /** Micro-credits that were lost; 0 when it had ended before. */
  readonly amount: bigint;
}

/** What became of a command. */
export type CommandResult =
  | GrantResult
  | HoldResult
  | DeniedResult
  | SettleResult
  | ReleaseResult
  | ChargeResult
  | RefundResult
  | EndResult;
