import type {
  ChargeAnswer,
  ChargeRequest,
  CreditBalance,
  GrantAnswer,
  GrantRequest,
  HoldAnswer,
  HoldEndAnswer,
  HoldRequest,
  RefundAnswer,
  RefundRequest,
  SettleRequest,
} from "@pricewright/core/api";
import type { HeldWork } from "./held-work.ts";
import type { WithHoldOptions } from "./with-hold-options.ts";

/**
 * The credits of one account. Amounts are decimal strings of credits with at most 6 decimals. A command that is sent again
 * under its id is done once and answered as it was. Every method rejects with a `PricewrightError`;
 * `insufficient-credits` is the one to expect.
 */
export interface AccountCredits {
  /** Where the account's credits are. */
  readonly balance: (options?: BalanceOptions) => Promise<CreditBalance>;
  /** Gives credits. */
  readonly grant: (grant: GrantRequest) => Promise<GrantAnswer>;
  /** Sets credits aside for work whose price is not known yet: all, or none. */
  readonly hold: (hold: HoldRequest) => Promise<HoldAnswer>;
  /** Charges what the work of a hold took and gives back the rest. Never denied: what no grant covers is a debt. */
  readonly settle: (hold: string, actual: SettleRequest) => Promise<HoldEndAnswer>;
  /** Gives back all of a hold. */
  readonly release: (hold: string) => Promise<HoldEndAnswer>;
  /** Holds an estimate, does the work, and settles by what it took; releases when the work fails or is aborted. */
  readonly withHold: <Result>(
    estimate: HoldRequest,
    run: (hold: HoldAnswer, signal: AbortSignal) => Promise<HeldWork<Result>>,
    options?: WithHoldOptions,
  ) => Promise<Result>;
  /** Uses credits at once: an amount, or usage that is priced here. */
  readonly charge: (charge: ChargeRequest) => Promise<ChargeAnswer>;
  /** Pays back a charge, or part of it. */
  readonly refund: (refund: RefundRequest) => Promise<RefundAnswer>;
}

/** Which balance is asked for. */
export interface BalanceOptions {
  /**
   * ISO 8601.
   *
   * @default now
   */
  readonly at?: string | undefined;
  /**
   * Only credits that this meter may use.
   *
   * @default all credits
   */
  readonly meter?: string | undefined;
}
