import { allocate, PricewrightError } from "@pricewright/core";
import { canonicalJson } from "@pricewright/core/credits";
import { reallocate } from "@pricewright/core/experiments";
import { experimentDefinition, settingsOf } from "@pricewright/core/recording";
import type { LocalExperiment } from "../local-experiment.ts";
import type { StoredExperiment } from "./stored-experiment.ts";

/** What {@link nextExperiment} goes by. */
export interface NextExperimentOptions {
  /** The experiment as it is stored, or null for a new one. */
  readonly before: StoredExperiment | null;
  /** The newest version of the catalog. */
  readonly catalogVersion: number;
  /** The salt of an experiment that names none. */
  readonly salt: string;
  readonly now: Date;
}

/**
 * The experiment to store, now that the app says this of it: where weights, coverage or audience changed it is a new
 * revision, in which as few slots as possible change hands. The same object where nothing changed.
 *
 * @throws PricewrightError `experiment-changed` where a started test would show other prices than it did, or count otherwise.
 */
export function nextExperiment(written: LocalExperiment, options: NextExperimentOptions): StoredExperiment {
  const { before, now } = options;
  if (before === null || before.startedAt === null) return newExperiment(written, options);
  refuseAnotherTest(written, before);
  return changed(written, before, now);
}

function newExperiment(
  written: LocalExperiment,
  { before, catalogVersion, salt, now }: NextExperimentOptions,
): StoredExperiment {
  const { key, name = key, status = "running", control, coverage = 1, winner = null } = written;
  const { startedAt = now.toISOString(), endedAt = now.toISOString() } = written;
  const variants = variantsOf(written);
  const experiment = {
    key,
    name,
    status,
    control,
    variants,
    coverage,
    winner,
    catalogVersion,
    salt: written.salt ?? before?.salt ?? salt,
    allocation: allocate(weightsOf(variants), coverage),
    revision: 1,
    weightEpoch: 1,
    version: before ? before.version + 1 : 1,
    startAt: null,
    startedAt: status === "draft" ? null : new Date(startedAt).toISOString(),
    endedAt: status === "completed" ? new Date(endedAt).toISOString() : null,
    settings: settingsOf(written),
  };
  return { ...experiment, revisions: experiment.startedAt === null ? [] : [revisionOf(experiment, startedAt)] };
}

function changed(written: LocalExperiment, before: StoredExperiment, now: Date): StoredExperiment {
  const { name = before.key, status = "running", coverage = 1, winner = null } = written;
  const variants = variantsOf(written);
  const settings = settingsOf(written);
  const isReweighted = canonicalJson(weightsOf(variants)) !== canonicalJson(weightsOf(before.variants));
  const isMoved = isReweighted || coverage !== before.coverage;
  const ended = status === "completed" ? (written.endedAt ?? before.endedAt ?? now.toISOString()) : null;
  const same = { ...before, name, status, coverage, variants, settings, winner };
  const draft = {
    ...same,
    endedAt: ended === null ? null : new Date(ended).toISOString(),
    allocation: isMoved ? reallocate(before.allocation, weightsOf(variants), coverage) : before.allocation,
    weightEpoch: before.weightEpoch + (isReweighted ? 1 : 0),
  };
  const isRevised = isMoved || canonicalJson(assigning(draft)) !== canonicalJson(assigning(before));
  const version = before.version + 1;
  if (!isRevised)
    return canonicalJson(toJson(draft)) === canonicalJson(toJson(before)) ? before : { ...draft, version };
  const after = { ...draft, version, revision: before.revision + 1 };
  return { ...after, revisions: [...before.revisions, revisionOf(after, now.toISOString())] };
}

/** What decides who gets which variant, besides weights. */
function assigning({ settings: { audience, layer, holdout, eligibility, forced } }: StoredExperiment) {
  return toJson({ audience, layer, holdout, eligibility, forced });
}

function revisionOf(experiment: Omit<StoredExperiment, "revisions">, at: string) {
  const { revision, weightEpoch } = experiment;
  const definition = { ...experimentDefinition(experiment), status: "running" as const };
  return { revision, weightEpoch, definition, at: new Date(at).toISOString() };
}

/** What decides what outcomes come to. */
function counting({
  settings: { horizonDays, revenue = "cash", segments, rates },
}: Pick<StoredExperiment, "settings">) {
  return toJson({ horizonDays, revenue, segments, rates });
}

function refuseAnotherTest(written: LocalExperiment, before: StoredExperiment): void {
  const pricesOf = (variants: readonly { readonly key: string; readonly prices?: readonly string[] }[]) =>
    canonicalJson(variants.map(({ key, prices = [] }) => [key, prices]));
  const isOther =
    pricesOf(written.variants) !== pricesOf(before.variants) ||
    written.control !== before.control ||
    (written.salt !== undefined && written.salt !== before.salt) ||
    written.status === "draft";
  const isCountedOtherwise =
    canonicalJson(counting({ settings: settingsOf(written) })) !== canonicalJson(counting(before));
  if (isOther || isCountedOtherwise)
    throw new PricewrightError(
      "experiment-changed",
      isOther
        ? `Experiment "${before.key}" has started, so its variants, their prices, control and salt stay as they were. Conclude it and give the next test a key of its own.`
        : `Experiment "${before.key}" has started, so horizonDays, revenue, segments and rates stay as they were: what was counted so far rests on them. Conclude it and give the next test a key of its own.`,
    );
}

function variantsOf({ variants }: LocalExperiment) {
  return variants.map(({ weight = 1, ...variant }) => ({ ...variant, weight }));
}

function weightsOf(variants: readonly { readonly weight?: number }[]): number[] {
  return variants.map(({ weight = 1 }) => weight);
}

/** As JSON keeps it, without what is undefined. */
function toJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
