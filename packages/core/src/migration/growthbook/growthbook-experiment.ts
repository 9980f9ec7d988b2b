import type { Audience } from "../../assignment/audience.ts";
import type { ExperimentStatus, Variant } from "../../assignment/experiment.ts";
import {
  carryOver,
  type ImportLog,
  note,
  noteOtherFields,
  noteRename,
  type Obstacle,
  type Path,
} from "../import-result.ts";
import { coverageOf, roundShare } from "../round-share.ts";
import { usableKeys } from "../usable-keys.ts";
import { usableWeights } from "./bucket-ranges.ts";
import { growthBookAudience } from "./growthbook-audience.ts";
import { growthBookHash } from "./growthbook-hash.ts";
import type { GrowthBookExperiment, SavedGroups } from "./payload.ts";

/** What one import has at hand. */
export interface GrowthBookImport {
  readonly log: ImportLog;
  readonly savedGroups: SavedGroups;
  readonly keyFor: (name: string) => string;
}

/** Where an experiment stands: who is gone before it is reached, and what else gets in its way. */
export interface Place {
  readonly path: Path;
  readonly before: readonly Before[];
  readonly defaultValue?: unknown;
}

/** A rule that comes first: it takes whoever matches its condition, or somebody who cannot be told. */
export type Before = { readonly condition: Readonly<Record<string, unknown>>; readonly path: Path } | "unknown";

/** Carries one experiment over, if everyone keeps their arm. */
export function importExperiment(
  source: GrowthBookExperiment,
  name: string,
  place: Place,
  current: GrowthBookImport,
): void {
  const { log } = current;
  const { path } = place;
  carryOver(log, name, (obstacle) => {
    findObstacles(source, path, obstacle);
    const hash = growthBookHash(source, name, path, obstacle);
    const audience = audienceOf(source, place, current, obstacle);
    const key = current.keyFor(name);
    noteRename(log, path, name, key);
    noteDetails(source, place, log);
    const variants = variantsOf(source);
    return {
      key,
      status: statusOf(source),
      hash,
      control: controlOf(source, variants, place, log),
      variants,
      ...coverageOf(hash.ranges.reduce((sum, [from, to]) => sum + Math.max(0, to - from), 0)),
      ...(audience && { audience }),
    };
  });
}

function findObstacles(source: GrowthBookExperiment, path: Path, obstacle: Obstacle): void {
  if (source.contextualVariations) obstacle(path, "bandit", "a contextual bandit chooses its arms");
  else if ((source.variations?.length ?? 0) < 2) {
    obstacle([...path, "variations"], "too-few-variations", "it has fewer than two variations, so it assigns nobody");
  }
  if (source.parentConditions?.length) {
    obstacle([...path, "parentConditions"], "prerequisite", "it depends on another feature");
  }
  if (source.meta?.some(({ passthrough }) => passthrough)) {
    obstacle([...path, "meta"], "passthrough", "one of its variations passes on to the rules after it");
  }
  if (typeof source.force === "number") {
    obstacle([...path, "force"], "forced-variation", "everyone gets one variation");
  }
}

/** The experiment's own condition, less whoever an earlier rule takes. */
function audienceOf(
  source: GrowthBookExperiment,
  { path, before }: Place,
  { savedGroups }: GrowthBookImport,
  obstacle: Obstacle,
): Audience | null {
  const parts: Audience[] = [];
  for (const earlier of before) {
    if (earlier === "unknown") obstacle(path, "earlier-rule", "a rule before it takes some of its units by chance");
    else if (Object.keys(earlier.condition).length === 0) {
      obstacle(path, "earlier-rule", "a rule before it takes everyone");
    } else parts.push({ $not: growthBookAudience(earlier.condition, savedGroups, earlier.path, obstacle) });
  }
  const { condition } = source;
  if (condition && Object.keys(condition).length > 0) {
    parts.push(growthBookAudience(condition, savedGroups, [...path, "condition"], obstacle));
  }
  if (parts.length > 1) return { $and: parts };
  return parts[0] ?? null;
}

function statusOf({ active, status }: GrowthBookExperiment): ExperimentStatus {
  if (status === "draft") return "draft";
  if (active === false) return "paused";
  return status === "stopped" ? "completed" : "running";
}

function variantsOf(source: GrowthBookExperiment): Variant[] {
  const variations = source.variations ?? [];
  const keyFor = usableKeys();
  const weights = source.ranges?.map(([from, to]) => roundShare(to - from));
  const shares = weights ?? usableWeights(variations.length, source.weights);
  return variations.map((payload, index) => ({
    key: keyFor(source.meta?.[index]?.key || String(index)),
    weight: shares[index] ?? 0,
    ...(payload !== undefined && { payload }),
  }));
}

/** Whoever takes no part sees the feature's default, so the variation that shows the same is the control. */
function controlOf({ variations }: GrowthBookExperiment, variants: Variant[], place: Place, log: ImportLog): string {
  const first = variants[0]?.key ?? "";
  if (!("defaultValue" in place)) return first;
  const shown = JSON.stringify(place.defaultValue ?? null);
  const index = variations?.findIndex((value) => JSON.stringify(value) === shown) ?? -1;
  const found = variants[index]?.key;
  if (found !== undefined) return found;
  const message = `No variation equals the feature's default ${shown}, so whoever takes no part now sees "${first}".`;
  note(log, place.path, "control-assumed", message);
  return first;
}

const CARRIED =
  "key variations contextualVariations weights coverage hashAttribute hashVersion seed ranges meta namespace filters condition parentConditions active status force".split(
    " ",
  );

function noteDetails(source: GrowthBookExperiment, { path }: Place, log: ImportLog): void {
  const { hashAttribute } = source;
  if (hashAttribute && hashAttribute !== "id") {
    const message = `It hashes the attribute "${hashAttribute}": pass that as the unit's id.`;
    note(log, [...path, "hashAttribute"], "unit-attribute", message);
  }
  source.meta?.forEach((meta, index) => {
    noteOtherFields(log, meta, [...path, "meta", index], ["key", "passthrough"]);
  });
  noteOtherFields(log, source, path, CARRIED);
}
