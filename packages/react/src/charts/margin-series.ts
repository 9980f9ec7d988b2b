/** One bar of a margin chart. */
export interface MarginSeries {
  readonly key: string;
  /** Shown under the bar. */
  readonly label: string;
  /** In major units. */
  readonly revenue: number;
  /** In major units. */
  readonly cost: number;
}
