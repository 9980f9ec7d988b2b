import { releaseFrozen } from "../assignment/frozen/release-frozen.ts";
import type { FrozenRecord } from "../assignment/frozen-record.ts";
import type { PriceBook } from "./price-book.ts";

/** What is stored of the prices that a unit was shown. */
export interface StoredPrices {
  /** One record an experiment; those of the account and all its visitors. */
  readonly records: readonly FrozenRecord[];
  /** The account that a visitor was identified as. */
  readonly account: string | null;
  /** Whether the unit ever bought anything. */
  readonly bought: boolean;
}

/** What is stored wins over what the caller passes. */
export function mergeKnown(stored: readonly FrozenRecord[], passed: readonly FrozenRecord[]): readonly FrozenRecord[] {
  if (passed.length === 0) return stored;
  const known = new Set(stored.map(({ experiment }) => experiment));
  return [...stored, ...passed.filter(({ experiment }) => !known.has(experiment))];
}

/** The record as it holds now: of a concluded experiment it may be the winner's. */
export function currentRecord(
  record: FrozenRecord,
  { book, bought, at }: { readonly book: PriceBook; readonly bought: boolean; readonly at: Date },
): FrozenRecord {
  const experiment = book.experiments.get(record.experiment);
  if (!experiment?.winner || experiment.endedAt === null) return record;
  return releaseFrozen(record, {
    winner: experiment.winner,
    concludedAt: new Date(experiment.endedAt),
    at,
    bought,
    afterDays: experiment.settings.releaseAfterDays,
  });
}
