import type { Interval } from "@pricewright/core/statistics";

/** One arm against the control, day by day. */
export interface LiftSeries {
  /** Key of the arm. */
  readonly key: string;
  /** Shown at the line. */
  readonly label: string;
  /** In order of days, such as `"2026-03-01"`: value and band in one unit. The band is null where it is not known yet. */
  readonly points: readonly { readonly day: string; readonly value: number; readonly interval: Interval | null }[];
}
