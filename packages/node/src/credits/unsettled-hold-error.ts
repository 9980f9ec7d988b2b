import { PricewrightError } from "@pricewright/core";
import type { SettleRequest } from "@pricewright/core/api";

/** Work that was done and could not be charged: give its result to the customer, and settle the hold later. */
export class UnsettledHoldError extends PricewrightError {
  override readonly name = "UnsettledHoldError";
  /** Id of the hold. Settling it succeeds after its expiry too. */
  readonly hold: string;
  /** What to settle it by. */
  readonly actual: SettleRequest;
  /** What the work came to. */
  readonly result: unknown;

  constructor({
    hold,
    actual,
    result,
    cause,
  }: {
    readonly hold: string;
    readonly actual: SettleRequest;
    readonly result: unknown;
    readonly cause: unknown;
  }) {
    super("unsettled-hold", `The work is done, but its hold "${hold}" could not be settled. Settle it again later.`, {
      cause,
    });
    this.hold = hold;
    this.actual = actual;
    this.result = result;
  }
}
