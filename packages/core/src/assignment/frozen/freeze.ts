import { PricewrightError } from "../../errors/pricewright-error.ts";
import type { Assignment, AssignmentReason } from "../assignment.ts";
import type { FrozenRecord } from "../frozen-record.ts";
import type { Unit } from "../unit.ts";

/** What {@link freeze} notes besides the assignment. */
export interface FreezeOptions {
  /** When the price was shown: ISO 8601 or a date. */
  readonly at: string | Date;
  /** Revision of the experiment that was in force. */
  readonly revision: number;
  /**
   * ISO 4217 code of the prices shown.
   *
   * @default null
   */
  readonly currency?: string | null;
  /**
   * Whether the experiment was ever started. The control shown for a draft freezes nothing.
   *
   * @default true
   */
  readonly started?: boolean;
}

/** Reasons that leave nothing to keep: no price of the experiment was shown, or it is kept already. */
const KEEPS_NOTHING: readonly AssignmentReason[] = [
  "unknown-experiment",
  "invalid-unit",
  "override",
  "frozen",
  "existing-customer",
];

/**
 * The record to keep when a unit was shown a variant's price, also when it is the control for want of coverage,
 * audience or a running experiment: showing freezes. Sign and store it, and pass it back in the unit's `frozen`.
 *
 * @returns Null where there is nothing new to keep: previews, unknown experiments and units, existing customers,
 * drafts, and prices that were frozen before.
 * @throws PricewrightError `invalid-time` when `at` is not a time.
 *
 * @example
 * const shown = assign(experiment, unit);
 * const record = freeze(shown, unit, { at: new Date(), revision: 1, currency: "USD" });
 */
export function freeze(assignment: Assignment, unit: Unit, options: FreezeOptions): FrozenRecord | null {
  const { experiment, variant, reason, counted } = assignment;
  if (options.started === false || KEEPS_NOTHING.includes(reason)) return null;
  return {
    unit: { kind: unit.kind ?? "visitor", id: unit.id },
    experiment,
    revision: options.revision,
    variant,
    currency: options.currency ?? null,
    counted,
    hashedId: unit.id,
    at: toTime(options.at),
  };
}

/** A time in the one spelling that sorts as text. */
function toTime(at: string | Date): string {
  const time = new Date(at);
  if (!Number.isNaN(time.getTime())) return time.toISOString();
  throw new PricewrightError(
    "invalid-time",
    `"${at}" is not a time. Give a date or ISO 8601, such as "2026-01-31T12:00:00Z".`,
  );
}
