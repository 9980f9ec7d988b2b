import { type ImportLog, type ImportResult, note, noteOtherFields } from "../import-result.ts";
import { readConfiguration } from "../read-configuration.ts";
import { usableKeys } from "../usable-keys.ts";
import { datafileSchema, type OptimizelyDatafile } from "./datafile.ts";
import { importExperiment, type OptimizelyImport } from "./optimizely-experiment.ts";
import type { Source } from "./place-variations.ts";

/**
 * Turns an Optimizely datafile into experiments under Optimizely's own hash, so that a running test moves and
 * everyone keeps their arm. Pass the bucketing id as the unit's id: the user id, unless `$opt_bucketing_id` was set.
 *
 * @param datafile Version 4, as JSON text or parsed.
 * @throws PricewrightError `invalid-import` with every problem when it is not a datafile.
 *
 * @example
 * const { experiments, notCarriedOver } = importOptimizely(datafile);
 * const assigner = createAssigner(experiments, { hashRules: [optimizely], audiences: audiences() });
 */
export function importOptimizely(datafile: unknown): ImportResult {
  const read = readConfiguration(datafileSchema(), datafile, "Optimizely datafile");
  const log: ImportLog = { experiments: [], notCarriedOver: [] };
  const current: OptimizelyImport = {
    log,
    datafile: read,
    audiences: new Map([...(read.audiences ?? []), ...(read.typedAudiences ?? [])].map((each) => [each.id, each])),
    variables: new Map(read.featureFlags?.flatMap((flag) => flag.variables ?? []).map(({ id, key }) => [id, key])),
    keyFor: usableKeys(),
  };
  for (const source of sourcesOf(read)) importExperiment(source, current);
  noteRest(read, log);
  noteOtherFields(log, read, [], DATAFILE);
  return log;
}

function sourcesOf({ experiments, groups }: OptimizelyDatafile): Source[] {
  const alone = experiments.map((experiment, index) => ({ experiment, path: ["experiments", index], group: null }));
  const grouped = (groups ?? []).flatMap((group, at) =>
    group.experiments.map((experiment, index) => ({
      experiment,
      path: ["groups", at, "experiments", index],
      group: group.policy === "random" ? group : null,
    })),
  );
  return [...alone, ...grouped];
}

const DATAFILE = [
  "version",
  "experiments",
  "groups",
  "audiences",
  "typedAudiences",
  "featureFlags",
  "rollouts",
  "holdouts",
  "events",
  "attributes",
];

/** Flags, deliveries and events are not experiments. */
function noteRest({ featureFlags, rollouts, events }: OptimizelyDatafile, log: ImportLog): void {
  featureFlags?.forEach(({ key }, index) => {
    note(log, ["featureFlags", index], "flag", `Flag "${key}" and its variables' defaults stay behind.`);
  });
  rollouts?.forEach(({ experiments }, index) => {
    if (!experiments?.length) return;
    note(log, ["rollouts", index], "rollout", `A rollout of ${experiments.length} rules stays behind.`);
  });
  events?.forEach((_, index) => {
    note(log, ["events", index], "event", "Events are not declared here; record conversions instead.");
  });
}
