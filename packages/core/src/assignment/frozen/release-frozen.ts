import type { FrozenRecord } from "../frozen-record.ts";

/** When and to what {@link releaseFrozen} lets a unit go. */
export interface ReleaseOptions {
  /** Key of the winner. */
  readonly winner: string;
  /** When the experiment was concluded. */
  readonly concludedAt: Date;
  /** The time now. */
  readonly at: Date;
  /** Whether the unit ever bought. Whoever did keeps the price until someone moves them. */
  readonly bought: boolean;
  /**
   * How many days after the conclusion units that never bought see the winner's price; null for never.
   *
   * @default 30
   */
  readonly afterDays?: number | null;
}

const DAY = 86_400_000;

/**
 * The record of a unit after its experiment was concluded: the same one, or, for a unit that never bought, the
 * winner's once the time has come. That is the unit's one change of price. The new record is not counted and
 * names the variant before, so that the report stays what it was.
 *
 * @example
 * releaseFrozen(record, { winner: "price-59", concludedAt, at: new Date(), bought: false });
 */
export function releaseFrozen(record: FrozenRecord, options: ReleaseOptions): FrozenRecord {
  const { winner, concludedAt, at, bought, afterDays = 30 } = options;
  const kept = bought || record.releasedFrom !== undefined || record.variant === winner || afterDays === null;
  if (kept || at.getTime() < concludedAt.getTime() + afterDays * DAY) return record;
  return { ...record, variant: winner, counted: false, releasedFrom: record.variant };
}
