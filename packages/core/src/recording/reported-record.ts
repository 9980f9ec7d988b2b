import type { FrozenRecord } from "../assignment/frozen-record.ts";
import type { CheckedEvent } from "./check-event.ts";
import type { ExperimentExposure } from "./quoted-arms.ts";
import { type RecordBook, revisionAt } from "./recorded-experiment.ts";

/** What an event says that its unit was given. */
export function reportedRecord(
  { unit, occurredAt }: Pick<CheckedEvent, "unit" | "occurredAt">,
  { experiment, variant, revision }: ExperimentExposure,
  book: RecordBook,
): FrozenRecord {
  return {
    unit,
    experiment,
    variant,
    revision: revision ?? revisionAt(book, experiment, occurredAt)?.revision ?? 1,
    currency: null,
    counted: true,
    hashedId: unit.id,
    at: new Date(occurredAt).toISOString(),
  };
}
