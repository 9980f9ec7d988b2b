import type { FrozenRecord } from "../frozen-record.ts";

/** The one record that stands for two of the same person and experiment; their order does not matter. */
export function mergeFrozen(a: FrozenRecord, b: FrozenRecord): FrozenRecord {
  const earlier = orderOf(a) <= orderOf(b) ? a : b;
  if (!a.excluded && !b.excluded && variantInAnalysis(a) === variantInAnalysis(b)) return earlier;
  return { ...earlier, counted: false, excluded: "multiple-exposure" };
}

/** The variant whose total a unit's outcomes belong to, also after the unit was released to the winner. */
export function variantInAnalysis({ variant, releasedFrom }: FrozenRecord): string {
  return releasedFrom ?? variant;
}

/** Time, then id; the rest only makes the order total, so that merging is the same in any order. */
function orderOf(record: FrozenRecord): string {
  const { at, hashedId, variant, releasedFrom = null, revision, currency, counted } = record;
  return JSON.stringify([at, hashedId, variantInAnalysis(record), releasedFrom, variant, revision, currency, counted]);
}
