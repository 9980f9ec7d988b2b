import type { Audience } from "../../assignment/audience.ts";
import type { Experiment, ExperimentStatus, Variant } from "../../assignment/experiment.ts";
import { checkAudience } from "../check-audience.ts";
import { carryOver, type ImportLog, note, noteOtherFields, noteRename, type Obstacle } from "../import-result.ts";
import { coverageOf } from "../round-share.ts";
import { usableKeys } from "../usable-keys.ts";
import type { OptimizelyAudience, OptimizelyDatafile, OptimizelyExperiment } from "./datafile.ts";
import { optimizelyAudience } from "./optimizely-audience.ts";
import { bucketCount, optimizelyHash, type Placed, placeVariations, type Source } from "./place-variations.ts";

/** What one import has at hand. */
export interface OptimizelyImport {
  readonly log: ImportLog;
  readonly datafile: OptimizelyDatafile;
  readonly audiences: ReadonlyMap<string, OptimizelyAudience>;
  /** Names of the flags' variables, by id. */
  readonly variables: ReadonlyMap<string, string>;
  readonly keyFor: (name: string) => string;
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

/** Carries one experiment over, if everyone keeps their arm. */
export function importExperiment(source: Source, current: OptimizelyImport): void {
  const { log, keyFor } = current;
  const { experiment, path } = source;
  carryOver(log, experiment.key, (obstacle) => {
    findObstacles(source, current, obstacle);
    const placed = placeVariations(source);
    const control = experiment.variations[0];
    if (!control) return null;
    const audience = audienceOf(source, current, obstacle);
    const key = keyFor(experiment.key);
    noteRename(log, path, experiment.key, key);
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
      hash: optimizelyHash(source, placed),
      control: keys.get(control.id) ?? "",
      variants: placed.map((each) => variantOf(each, keys, current)),
      ...coverageOf(placed.reduce((sum, each) => sum + bucketCount(each), 0) / 10_000),
      ...(audience && { audience }),
      ...(forced && { forced }),
    };
  });
}

function findObstacles({ experiment, path, group }: Source, { datafile }: OptimizelyImport, obstacle: Obstacle): void {
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

function audienceOf(
  { experiment, path }: Source,
  { audiences }: OptimizelyImport,
  obstacle: Obstacle,
): Audience | null {
  const { audienceConditions, audienceIds } = experiment;
  const [field, conditions] = audienceConditions
    ? ["audienceConditions", audienceConditions]
    : ["audienceIds", audienceIds];
  if (!conditions || (Array.isArray(conditions) && conditions.length === 0)) return null;
  const here = [...path, field as string];
  const audience = optimizelyAudience(conditions, { audiences, path: here, obstacle });
  checkAudience(audience, here, obstacle);
  return audience;
}

function variantKeys({ variations }: OptimizelyExperiment): ReadonlyMap<string, string> {
  const keyFor = usableKeys();
  return new Map(variations.map(({ id, key }) => [id, keyFor(key)]));
}

function variantOf(placed: Placed, keys: ReadonlyMap<string, string>, current: OptimizelyImport): Variant {
  const { id, featureEnabled, variables } = placed.variation;
  const values = variables?.map((variable) => [current.variables.get(variable.id) ?? variable.id, variable.value]);
  const payload = {
    ...(typeof featureEnabled === "boolean" && { featureEnabled }),
    ...(values && values.length > 0 && { variables: Object.fromEntries(values) }),
  };
  return { key: keys.get(id) ?? "", weight: bucketCount(placed), ...(Object.keys(payload).length > 0 && { payload }) };
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
