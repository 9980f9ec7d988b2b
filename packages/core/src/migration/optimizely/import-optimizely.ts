import type { Audience } from "../../assignment/audience.ts";
import type { Experiment, ExperimentStatus, Variant } from "../../assignment/experiment.ts";
import type { OptimizelyHash } from "../foreign-hash.ts";
import {
  carryOver,
  type ImportLog,
  type ImportResult,
  note,
  noteOtherFields,
  type Obstacle,
  type Path,
} from "../import-result.ts";
import { readConfiguration } from "../read-configuration.ts";
import { coverageOf } from "../round-share.ts";
import { usableKeys } from "../usable-keys.ts";
import {
  datafileSchema,
  type OptimizelyAudience,
  type OptimizelyDatafile,
  type OptimizelyExperiment,
  type OptimizelyGroup,
  type OptimizelyVariation,
} from "./datafile.ts";
import { optimizelyAudience } from "./optimizely-audience.ts";
import { rangesByEntity, type TrafficRange } from "./traffic.ts";

/** What one import has at hand. */
interface Import {
  readonly log: ImportLog;
  readonly datafile: OptimizelyDatafile;
  readonly audiences: ReadonlyMap<string, OptimizelyAudience>;
  /** Names of the flags' variables, by id. */
  readonly variables: ReadonlyMap<string, string>;
  readonly keyFor: (name: string) => string;
}

/** One experiment, where it is, and the group that it is in. */
interface Source {
  readonly experiment: OptimizelyExperiment;
  readonly path: Path;
  readonly group: OptimizelyGroup | null;
}

/**
 * Turns an Optimizely datafile into experiments under Optimizely's own hash, so that a running test moves and
 * everyone keeps their arm. Pass the bucketing id as the unit's id: the user id, unless `$opt_bucketing_id` was set.
 *
 * @param datafile Version 4, as JSON text or parsed.
 * @throws PricewrightError `invalid-import` with every problem when it is not a datafile.
 *
 * @example
 * const { experiments, notCarriedOver } = importOptimizely(datafile);
 * const assigner = createAssigner(experiments, { hashRules: [optimizely] });
 */
export function importOptimizely(datafile: unknown): ImportResult {
  const read = readConfiguration(datafileSchema(), datafile, "Optimizely datafile");
  const log: ImportLog = { experiments: [], notCarriedOver: [] };
  const current: Import = {
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

const CARRIED = [
  "id",
  "key",
  "status",
  "variations",
  "trafficAllocation",
  "audienceIds",
  "audienceConditions",
  "forcedVariations",
  "cmab",
];
const VARIATION = ["id", "key", "featureEnabled", "variables"];
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

function importExperiment(source: Source, current: Import): void {
  const { log, keyFor } = current;
  const { experiment, path } = source;
  carryOver(log, experiment.key, (obstacle) => {
    findObstacles(source, current, obstacle);
    const placed = placeVariations(source, obstacle);
    const control = experiment.variations[0];
    if (!control) return null;
    const audience = audienceOf(source, current, obstacle);
    const key = keyFor(experiment.key);
    if (key !== experiment.key) note(log, path, "key-changed", `"${experiment.key}" is now called "${key}".`);
    const keys = variantKeys(experiment);
    note(log, path, "control-assumed", `Optimizely names no control; "${keys.get(control.id)}" comes first.`);
    const forced = forcedOf(source, keys, log);
    noteOtherFields(log, experiment, path, CARRIED);
    experiment.variations.forEach((variation, index) => {
      noteOtherFields(log, variation, [...path, "variations", index], VARIATION);
    });
    return {
      key,
      status: statusOf(source, log),
      hash: hashOf(source, placed),
      control: keys.get(control.id) ?? "",
      variants: placed.map(({ variation, range }) => variantOf(variation, range, keys, current)),
      ...coverageOf(placed.reduce((sum, { range: [from, to] }) => sum + to - from, 0) / 10_000),
      ...(audience && { audience }),
      ...(forced && { forced }),
    };
  });
}

function findObstacles({ experiment, path, group }: Source, { datafile }: Import, obstacle: Obstacle): void {
  if (experiment.variations.length === 0) obstacle([...path, "variations"], "no-variations", "it has no variations");
  if (experiment.cmab) obstacle([...path, "cmab"], "bandit", "a bandit chooses its arms");
  const holdouts = datafile.holdouts ?? [];
  if (holdouts.some(({ status }) => status === "Running")) {
    obstacle(["holdouts"], "holdout", "a holdout may take some of its users before");
  }
  datafile.featureFlags?.forEach(({ key, experimentIds }, index) => {
    const ids = experimentIds ?? [];
    const before = ids.slice(0, Math.max(0, ids.indexOf(experiment.id)));
    // Experiments of one exclusion group never meet.
    const apart = new Set(group?.experiments.map(({ id }) => id));
    if (before.every((id) => apart.has(id))) return;
    obstacle(["featureFlags", index], "earlier-experiment", `flag "${key}" tries another experiment before it`);
  });
}

/** A variation and the buckets that lead to it. */
interface Placed {
  readonly variation: OptimizelyVariation;
  readonly range: TrafficRange;
}

/** Variations in the order of their buckets, and those without traffic at the end. */
function placeVariations({ experiment, path }: Source, obstacle: Obstacle): Placed[] {
  const byEntity = rangesByEntity(experiment.trafficAllocation);
  const placed = experiment.variations.map((variation): Placed => {
    const ranges = byEntity.get(variation.id) ?? [];
    if (ranges.length > 1) {
      const here = [...path, "trafficAllocation"];
      obstacle(here, "split-traffic", `variation "${variation.key}" has ${ranges.length} separate ranges of buckets`);
    }
    return { variation, range: ranges[0] ?? [0, 0] };
  });
  return placed.sort((a, b) => (a.range[1] || Infinity) - (b.range[1] || Infinity) || 0);
}

function hashOf({ experiment, group }: Source, placed: readonly Placed[]): OptimizelyHash {
  const used = placed.filter(({ range }) => range[1] > 0);
  const hasGaps = used.some(({ range }, index) => range[0] !== (used[index - 1]?.range[1] ?? 0));
  return {
    rule: "optimizely",
    experimentId: experiment.id,
    ...(hasGaps && { starts: placed.map(({ range }) => range[0]) }),
    ends: placed.map(({ range }) => range[1]),
    ...(group && {
      group: { id: group.id, ranges: rangesByEntity(group.trafficAllocation).get(experiment.id) ?? [] },
    }),
  };
}

function audienceOf({ experiment, path }: Source, { audiences }: Import, obstacle: Obstacle): Audience | null {
  const { audienceConditions, audienceIds } = experiment;
  const [field, conditions] = audienceConditions
    ? ["audienceConditions", audienceConditions]
    : ["audienceIds", audienceIds];
  if (!conditions || (Array.isArray(conditions) && conditions.length === 0)) return null;
  return optimizelyAudience(conditions, { audiences, path: [...path, field as string], obstacle });
}

function variantKeys({ variations }: OptimizelyExperiment): ReadonlyMap<string, string> {
  const keyFor = usableKeys();
  return new Map(variations.map(({ id, key }) => [id, keyFor(key)]));
}

function variantOf(
  { id, featureEnabled, variables }: OptimizelyVariation,
  [from, to]: TrafficRange,
  keys: ReadonlyMap<string, string>,
  current: Import,
): Variant {
  const values = variables?.map((variable) => [current.variables.get(variable.id) ?? variable.id, variable.value]);
  const payload = {
    ...(typeof featureEnabled === "boolean" && { featureEnabled }),
    ...(values && values.length > 0 && { variables: Object.fromEntries(values) }),
  };
  return { key: keys.get(id) ?? "", weight: to - from, ...(Object.keys(payload).length > 0 && { payload }) };
}

function forcedOf(
  { experiment, path }: Source,
  keys: ReadonlyMap<string, string>,
  log: ImportLog,
): Experiment["forced"] | null {
  const forced: [string, string][] = [];
  for (const [userId, name] of Object.entries(experiment.forcedVariations ?? {})) {
    const variation = experiment.variations.find(({ key }) => key === name);
    const key = variation && keys.get(variation.id);
    if (key) forced.push([userId, key]);
    else note(log, [...path, "forcedVariations", userId], "unknown-variation", `There is no variation "${name}".`);
  }
  return forced.length > 0 ? Object.fromEntries(forced) : null;
}

const STATUSES: Readonly<Record<string, ExperimentStatus>> = {
  Running: "running",
  Paused: "paused",
  "Not started": "draft",
  Launched: "completed",
  Archived: "completed",
};

function statusOf({ experiment, path }: Source, log: ImportLog): ExperimentStatus {
  const status = STATUSES[experiment.status];
  if (!status) note(log, [...path, "status"], "unknown-status", `"${experiment.status}" is taken as paused.`);
  return status ?? "paused";
}

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
