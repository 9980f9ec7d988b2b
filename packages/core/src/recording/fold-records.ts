import type { FrozenRecord } from "../assignment/frozen-record.ts";
import { foldUnit } from "../statistics/folding/fold-unit.ts";
import { type Showing, settleExposures } from "../statistics/folding/settle-exposures.ts";
import type { ExposureFact, UnitRecord } from "../statistics/folding/unit-record.ts";
import { toOutcomeFacts } from "./outcome-facts.ts";
import type { PriceCheck } from "./price-check.ts";
import { type RecordBook, type RecordedExperiment, revisionOf } from "./recorded-experiment.ts";
import type { StoredOutcome } from "./stored-outcome.ts";

/** A record as it is kept. */
export interface StoredRecord {
  readonly record: FrozenRecord;
  /** Whether the variant was assigned; else an event said that it was shown. */
  readonly assigned: boolean;
}

/** What is known of one unit, whose ids may be several. */
export interface FoldRecordsInput {
  /** Every exposure of the unit; with `before`, those that are new. */
  readonly exposures: readonly { readonly experiment: string; readonly fact: ExposureFact }[];
  /** Every outcome of the unit. */
  readonly outcomes: readonly StoredOutcome[];
  /** Of a unit of several ids: what each of them was given. With `before` they are in the exposures already. */
  readonly showings: readonly StoredRecord[];
  readonly book: RecordBook;
  readonly check: PriceCheck;
  /**
   * The unit's records so far, to which new exposures and outcomes are added.
   *
   * @default none: everything is folded from the beginning
   */
  readonly before?: ReadonlyMap<string, UnitRecord> | undefined;
}

/** A unit's record in each experiment: the order in which exposures and outcomes came does not matter. */
export function foldRecords(input: FoldRecordsInput): Map<string, UnitRecord> {
  const { exposures, outcomes, showings, book, check, before } = input;
  const byExperiment = Map.groupBy(exposures, ({ experiment }) => experiment);
  const records = new Map<string, UnitRecord>();
  for (const key of new Set([...byExperiment.keys(), ...(before?.keys() ?? [])])) {
    const experiment = book.experiments.get(key);
    if (!experiment) continue;
    const facts = (byExperiment.get(key) ?? []).map(({ fact }) => fact);
    const settled = before ? null : settleExposures(facts, showingsOf(showings, experiment, book));
    const { horizonDays } = experiment.settings;
    const record = foldUnit({
      record: before?.get(key) ?? null,
      exposures: settled?.exposures ?? facts,
      outcomes: toOutcomeFacts(outcomes, experiment, book),
      isVariantPrice: (variant, sale) => check.isVariantPrice(key, variant, sale),
      ...(horizonDays === undefined ? {} : { horizonDays }),
    });
    if (record) records.set(key, settled?.severalVariants === true ? { ...record, severalVariants: true } : record);
  }
  return records;
}

/** What the ids were given in one experiment. What only events said is among the exposures. */
function showingsOf(stored: readonly StoredRecord[], { key }: RecordedExperiment, book: RecordBook): Showing[] {
  return stored
    .filter(({ record, assigned }) => assigned && record.experiment === key)
    .map(({ record: { variant, at, revision, counted } }) => ({
      variant,
      at: Date.parse(at),
      revision,
      weightEpoch: revisionOf(book, key, revision)?.weightEpoch ?? 1,
      counted,
    }));
}
