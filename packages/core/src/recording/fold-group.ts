import type { FrozenRecord } from "../assignment/frozen-record.ts";
import { foldUnit } from "../statistics/folding/fold-unit.ts";
import { type Showing, settleExposures } from "../statistics/folding/settle-exposures.ts";
import type { ExposureFact, UnitRecord } from "../statistics/folding/unit-record.ts";
import { findUnseenSale, type UnseenSale } from "../statistics/folding/unseen-sale.ts";
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

/** Everything that is kept of one unit, whose ids may be several. */
export interface FoldGroupInput {
  readonly exposures: readonly { readonly experiment: string; readonly fact: ExposureFact }[];
  readonly outcomes: readonly StoredOutcome[];
  /** Of a unit of several ids: what each of them was given. */
  readonly showings: readonly StoredRecord[];
  readonly book: RecordBook;
  readonly check: PriceCheck;
}

/** One unit in each experiment. */
export interface FoldedGroup {
  readonly records: ReadonlyMap<string, UnitRecord>;
  /** Experiments in which the unit bought on a quote before any exposure. */
  readonly unseen: ReadonlyMap<string, UnseenSale>;
}

/** A unit's records from all that is kept of it: the order in which it came does not matter. */
export function foldGroup(input: FoldGroupInput): FoldedGroup {
  const { exposures, outcomes, showings, book, check } = input;
  const byExperiment = Map.groupBy(exposures, ({ experiment }) => experiment);
  const records = new Map<string, UnitRecord>();
  for (const [key, list] of byExperiment) {
    const experiment = book.experiments.get(key);
    if (!experiment) continue;
    const settled = settleExposures(
      list.map(({ fact }) => fact),
      showingsOf(showings, experiment, book),
    );
    const { horizonDays } = experiment.settings;
    const record = foldUnit({
      record: null,
      exposures: settled.exposures,
      outcomes: toOutcomeFacts(outcomes, experiment, book),
      isVariantPrice: (variant, sale) => check.isVariantPrice(key, variant, sale),
      ...(horizonDays === undefined ? {} : { horizonDays }),
    });
    if (record) records.set(key, { ...record, severalVariants: record.severalVariants || settled.severalVariants });
  }
  return { records, unseen: unseenSales(input) };
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

function unseenSales({ exposures, outcomes, book }: FoldGroupInput): Map<string, UnseenSale> {
  const quoted = outcomes.filter((outcome) => outcome.quoted.length > 0);
  const named = new Set(quoted.flatMap((outcome) => outcome.quoted.map(({ experiment }) => experiment)));
  const unseen = new Map<string, UnseenSale>();
  for (const key of named) {
    const experiment = book.experiments.get(key);
    if (!experiment) continue;
    const times = exposures.filter((exposure) => exposure.experiment === key).map(({ fact }) => fact.occurredAt);
    const sale = findUnseenSale(toOutcomeFacts(quoted, experiment, book), { firstExposedAt: Math.min(...times) });
    if (sale) unseen.set(key, sale);
  }
  return unseen;
}
