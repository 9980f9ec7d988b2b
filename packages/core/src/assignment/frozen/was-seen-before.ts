/** When a unit was shown prices, and when the experiment started. */
export interface SeenBeforeOptions {
  /** When the unit was shown prices of any kind, outside the experiment in question. */
  readonly shownAt: readonly Date[];
  /** When the experiment started. */
  readonly startedAt: Date;
  /** The time now. */
  readonly at: Date;
  /**
   * For how many days a price is remembered.
   *
   * @default 30
   */
  readonly memoryDays?: number;
}

const DAY = 86_400_000;

/**
 * Whether a unit remembers a price from before the experiment, and so gets the control as `seen-before` instead
 * of another price: pass the answer in the unit's `seenBefore`.
 */
export function wasSeenBefore({ shownAt, startedAt, at, memoryDays = 30 }: SeenBeforeOptions): boolean {
  const since = at.getTime() - memoryDays * DAY;
  return shownAt.some((shown) => shown < startedAt && shown.getTime() >= since);
}
