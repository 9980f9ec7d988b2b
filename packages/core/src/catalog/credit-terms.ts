/** A time from now on, by the calendar of the catalog's time zone. */
export interface CalendarSpan {
  /** Whole, above 0. */
  readonly count: number;
  readonly unit: "day" | "month" | "year";
}

/** What of the credits that are left at the end of a period comes along: `min(max, max(min, remaining))`. */
export interface Rollover {
  /**
   * Decimal string of credits.
   *
   * @default "0"
   */
  readonly min?: string | undefined;
  /** Decimal string of credits. */
  readonly max: string;
}

/** Credits that a plan includes. */
export interface IncludedCredits {
  /** Decimal string of credits, granted at the start of each period. */
  readonly amount: string;
  /** How often they are granted; `once` is with the first purchase. */
  readonly per: "once" | "month" | "year";
  /**
   * @default nothing comes along
   */
  readonly rollover?: Rollover | undefined;
  /**
   * @default the end of the period; never for `once`
   */
  readonly expiresAfter?: CalendarSpan | undefined;
}
