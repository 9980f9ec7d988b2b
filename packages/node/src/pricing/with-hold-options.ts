import type { Charge, SettledEstimate } from "@pricewright/core/credits";

/** When held work ends early, and who is told of its end. */
export interface WithHoldOptions {
  /**
   * Aborts the work.
   *
   * @default never
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds that the work may take. A hold without an id of yours also expires a minute later, should the process
   * die.
   *
   * @default no limit; the hold expires after an hour
   */
  readonly timeout?: number | undefined;
  /**
   * Milliseconds that the work has after an abort to say what it took until then.
   *
   * @default 1_000
   */
  readonly grace?: number | undefined;
  /** Told of each hold that was settled: `reportEstimates` of core makes a report of them. */
  readonly onSettled?: ((settled: SettledHold) => void) | undefined;
}

/** A hold that became a charge. */
export interface SettledHold extends SettledEstimate {
  /** Id of the hold. */
  readonly hold: string;
  /** How usage became the amount: cost, markup and margin; null where credits were named. */
  readonly priced: Charge | null;
}
