/** One bar of a margin chart. */
export interface MarginSeries {
  /** Tells it from the others, such as a day. */
  readonly key: string;
  /** Shown under the bar. */
  readonly label: string;
  /** In major units of one currency. */
  readonly revenue: number;
  /** In major units of the same currency; may be more than the revenue. */
  readonly cost: number;
}
