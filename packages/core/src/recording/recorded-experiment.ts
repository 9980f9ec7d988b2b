import type { ExperimentOptions } from "../api/experiments.ts";
import type { Experiment } from "../assignment/experiment.ts";
import type { BookExperiment, PriceBook } from "../evaluation/price-book.ts";

/** What an experiment is besides its variants, with its defaults. */
export type ExperimentSettings = Omit<ExperimentOptions, Defaulted> & {
  readonly [Name in Defaulted]-?: Exclude<ExperimentOptions[Name], undefined>;
};

type Defaulted = "memoryDays" | "releaseAfterDays" | "segments" | "rates";

/** An experiment whose events are taken in. */
export interface RecordedExperiment extends BookExperiment {
  readonly name: string;
  readonly salt: string;
  readonly coverage: number;
  readonly weightEpoch: number;
  readonly version: number;
  readonly startAt: string | null;
  readonly settings: ExperimentSettings;
}

/** An experiment as it was in one revision. */
export interface Revision {
  readonly revision: number;
  readonly weightEpoch: number;
  readonly definition: Experiment;
  /** ISO 8601: when it came into force. */
  readonly at: string;
}

/** A price book of experiments whose events are taken in. */
export interface RecordBook extends PriceBook<RecordedExperiment> {
  /** Every revision that an experiment had, ascending. */
  readonly revisions: ReadonlyMap<string, readonly Revision[]>;
}

/** The revision that was in force at a time, in milliseconds since 1970; before the first, that one. */
export function revisionAt({ revisions }: RecordBook, experiment: string, time: number): Revision | undefined {
  const known = revisions.get(experiment) ?? [];
  return known.findLast(({ at }) => Date.parse(at) <= time) ?? known[0];
}

/** A revision by its number. */
export function revisionOf({ revisions }: RecordBook, experiment: string, number: number): Revision | undefined {
  return revisions.get(experiment)?.find(({ revision }) => revision === number);
}
