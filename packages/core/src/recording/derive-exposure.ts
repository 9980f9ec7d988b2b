import type { ShownPrice } from "../api/events.ts";
import { findDrift } from "../assignment/frozen/find-drift.ts";
import type { FrozenRecord } from "../assignment/frozen-record.ts";
import type { Quote } from "../quotes/quote.ts";
import type { ExposureFact } from "../statistics/folding/unit-record.ts";
import type { PriceCheck } from "./price-check.ts";
import type { ExperimentExposure } from "./quoted-arms.ts";
import { type RecordBook, type RecordedExperiment, revisionOf } from "./recorded-experiment.ts";
import { segmentsOf } from "./segments-of.ts";

/** An exposure with everything that was found out about it. */
export interface DerivedExposure extends Omit<ExposureFact, "id" | "occurredAt"> {
  readonly experiment: string;
}

/** What {@link deriveExposure} looks at. */
export interface DeriveExposureInput {
  readonly exposure: ExperimentExposure;
  readonly shown: readonly ShownPrice[];
  /** That came with it, verified. */
  readonly quote: Quote | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** What the id was given, where it was assigned; else what this event says, since it depends on no other. */
  readonly record: FrozenRecord;
  readonly book: RecordBook;
  readonly check: PriceCheck;
}

/** The facts of an exposure. Drift is checked against the id and the revision of the unit's record. */
export function deriveExposure({
  exposure,
  shown,
  quote,
  attributes,
  record,
  book,
  check,
}: DeriveExposureInput): DerivedExposure {
  const { experiment, variant } = exposure;
  const revision = revisionOf(book, experiment, record.revision);
  const { settings } = book.experiments.get(experiment) as RecordedExperiment;
  return {
    experiment,
    variant,
    revision: record.revision,
    weightEpoch: revision?.weightEpoch ?? 1,
    segments: segmentsOf(attributes, settings.segments),
    checked: shown.length > 0,
    shownMismatch: shown.some((price) => !check.isVariantPrice(experiment, variant, price)),
    quoted: quote ? (check.isVariantQuote(experiment, variant, quote) ? "equal" : "different") : "unknown",
    slotDrift:
      variant !== record.variant || (revision !== undefined && findDrift(record, revision.definition) === "different"),
  };
}
