import type { Assignment } from "../assignment/assignment.ts";
import type { FrozenRecord } from "../assignment/frozen-record.ts";
import type { Evaluation } from "./evaluate-unit.ts";

/** An evaluation whose records are stored. */
export interface SettledEvaluation extends Omit<Evaluation, "fresh"> {
  /** Every record of the unit. */
  readonly records: readonly FrozenRecord[];
}

/**
 * The evaluation in the light of what is stored now: where somebody else showed the unit a price a moment before, that one
 * holds.
 *
 * @param kept What is stored in the places of `evaluation.fresh`, in the same order.
 */
export function settleEvaluation(
  { assignments, known, fresh, owner, currency, catalog }: Evaluation,
  kept: readonly FrozenRecord[],
): SettledEvaluation {
  if (kept.length === 0) return { assignments, known, owner, currency, catalog, records: known };
  const settled = assignments.map((assignment): Assignment => {
    const stored = kept[fresh.findIndex(({ experiment }) => experiment === assignment.experiment)];
    if (!stored || (stored.variant === assignment.variant && stored.counted === assignment.counted)) return assignment;
    return { ...assignment, variant: stored.variant, reason: "frozen", slot: null, counted: stored.counted };
  });
  return { assignments: settled, known, owner, currency, catalog, records: [...known, ...kept] };
}
