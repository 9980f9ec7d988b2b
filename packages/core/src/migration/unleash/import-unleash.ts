import type { Audience } from "../../assignment/audience.ts";
import type { Experiment, Variant } from "../../assignment/experiment.ts";
import type { UnleashHash } from "../foreign-hash.ts";
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
  clientFeaturesSchema,
  type UnleashConstraint,
  type UnleashFeature,
  type UnleashFeatures,
  type UnleashStrategy,
  type UnleashVariant,
} from "./client-features.ts";
import { unleashAudience } from "./unleash-audience.ts";
import { rolloutOf } from "./unleash-rollout.ts";
import { unleashRolloutValue } from "./unleash-rule.ts";

/** What one import has at hand. */
interface Import {
  readonly log: ImportLog;
  readonly segments: ReadonlyMap<number, readonly UnleashConstraint[]>;
  readonly keyFor: (name: string) => string;
}

/** A feature's only way to be on, and the variants that it leads to. */
interface Source {
  readonly feature: UnleashFeature;
  readonly strategy: UnleashStrategy | null;
  readonly variants: readonly UnleashVariant[];
  /** What is hashed before the unit's id to choose among the variants. */
  readonly group: string;
  readonly path: Path;
}

/**
 * Turns what Unleash's client API gives its SDKs into experiments under Unleash's own hash, so that a running test
 * moves and everyone keeps their arm. Pass the stickiness field's value (the user id, by default) as the unit's id,
 * and the context's fields and properties as its attributes.
 *
 * @param features The answer of `/api/client/features`, as JSON text or parsed.
 * @throws PricewrightError `invalid-import` with every problem when it is not such an answer.
 *
 * @example
 * const { experiments, notCarriedOver } = importUnleash(features);
 * const assigner = createAssigner(experiments, { hashRules: [unleash] });
 */
export function importUnleash(features: unknown): ImportResult {
  const read = readConfiguration<UnleashFeatures>(clientFeaturesSchema(), features, "answer of Unleash");
  const log: ImportLog = { experiments: [], notCarriedOver: [] };
  const segments = new Map(read.segments?.map(({ id, constraints }) => [id, constraints ?? []]));
  const current: Import = { log, segments, keyFor: usableKeys() };
  read.features.forEach((feature, index) => {
    importFeature(feature, ["features", index], current);
  });
  noteOtherFields(log, read, [], ["version", "features", "segments"]);
  return log;
}

const FEATURE = ["name", "enabled", "strategies", "variants", "dependencies"];
const STRATEGY = ["name", "parameters", "constraints", "segments", "variants"];
const VARIANT = ["name", "weight", "stickiness", "payload", "overrides"];

function importFeature(feature: UnleashFeature, path: Path, current: Import): void {
  const { log } = current;
  const { name, strategies, variants } = feature;
  const all = [...(variants ?? []), ...(strategies ?? []).flatMap((strategy) => strategy.variants ?? [])];
  if (all.length === 0) {
    note(log, path, "no-experiment", `Feature "${name}" stays behind: it is a toggle without variants.`);
    return;
  }
  carryOver(log, name, (obstacle) => {
    if (feature.dependencies?.length) {
      obstacle([...path, "dependencies"], "prerequisite", "it depends on another feature");
    }
    if ((strategies?.length ?? 0) > 1) {
      obstacle([...path, "strategies"], "several-strategies", "it has several strategies, which overlap");
      return null;
    }
    const source = sourceOf(feature, path);
    noteDetails(source, path, log);
    return experimentOf(source, current, obstacle);
  });
}

function sourceOf(feature: UnleashFeature, path: Path): Source {
  const strategy = feature.strategies?.[0] ?? null;
  if (strategy?.variants?.length) {
    const group = String(strategy.parameters?.groupId);
    return { feature, strategy, variants: strategy.variants, group, path: [...path, "strategies", 0] };
  }
  return { feature, strategy, variants: feature.variants ?? [], group: feature.name, path };
}

function noteDetails({ feature, strategy, variants, path: own }: Source, path: Path, log: ImportLog): void {
  noteOtherFields(log, feature, path, FEATURE);
  if (strategy) noteOtherFields(log, strategy, [...path, "strategies", 0], STRATEGY);
  variants.forEach((variant, index) => {
    noteOtherFields(log, variant, [...own, "variants", index], VARIANT);
  });
  if (variants !== feature.variants && feature.variants?.length) {
    note(log, [...path, "variants"], "unused-variants", "The strategy's own variants come before the feature's.");
  }
}

function experimentOf(source: Source, current: Import, obstacle: Obstacle): Experiment {
  const { log } = current;
  const { feature, variants, path } = source;
  const hash = hashOf(source, log, obstacle);
  const audience = audienceOf(source, current, obstacle);
  const key = current.keyFor(feature.name);
  if (key !== feature.name) note(log, path, "key-changed", `"${feature.name}" is now called "${key}".`);
  const keyForVariant = usableKeys();
  const keys = variants.map(({ name }) => keyForVariant(name));
  note(log, path, "control-assumed", `Unleash names no control; "${keys[0]}" comes first.`);
  const forced = forcedOf(source, keys, hash, audience !== null, log);
  return {
    key,
    status: feature.enabled ? "running" : "paused",
    hash,
    control: keys[0] ?? "",
    variants: variants.map(({ weight, payload }, index): Variant => {
      return { key: keys[index] ?? "", weight, ...(payload !== undefined && { payload }) };
    }),
    ...coverageOf((hash.rollout?.percentage ?? 100) / 100),
    ...(audience && { audience }),
    ...(forced && { forced }),
  };
}

function hashOf({ strategy, variants, group, path }: Source, log: ImportLog, obstacle: Obstacle): UnleashHash {
  const weights = variants.map(({ weight }) => weight);
  if (!weights.some((weight) => weight > 0)) obstacle(path, "no-weight", "none of its variants has weight");
  const { rollout, stickiness } = strategy ? rolloutOf(strategy, path, obstacle) : {};
  const byStrategy = strategy?.variants?.length ? strategy.parameters?.stickiness : undefined;
  const attribute = fieldOf(variants[0]?.stickiness || byStrategy);
  if (attribute === "random" || (rollout && fieldOf(stickiness) === "random")) {
    obstacle(path, "random", "it draws a new arm each time");
  } else if (rollout && fieldOf(stickiness) !== attribute) {
    obstacle(path, "two-attributes", `its rollout hashes ${fieldOf(stickiness)}, and its variants ${attribute}`);
  }
  if (attribute !== "userId") {
    note(log, path, "unit-attribute", `It hashes "${attribute}": pass that as the unit's id.`);
  }
  return { rule: "unleash", group, weights, ...(rollout && { rollout }) };
}

/** The context field that is hashed; the default takes the user id, and another field only where there is none. */
function fieldOf(stickiness: unknown): string {
  return !stickiness || stickiness === "default" ? "userId" : String(stickiness);
}

function audienceOf({ strategy, path }: Source, { segments }: Import, obstacle: Obstacle): Audience | null {
  const parts = (strategy?.constraints ?? []).map((constraint, index) =>
    unleashAudience(constraint, [...path, "constraints", index], obstacle),
  );
  strategy?.segments?.forEach((id, index) => {
    const here = [...path, "segments", index];
    const constraints = segments.get(id);
    if (!constraints) obstacle(here, "unknown-segment", `its segment ${id} is not in the answer`);
    for (const constraint of constraints ?? []) parts.push(unleashAudience(constraint, here, obstacle));
  });
  if (parts.length > 1) return { $and: parts };
  return parts[0] ?? null;
}

/** Overrides by user id. Unleash heeds them only for whoever is in; others are noted. */
function forcedOf(
  { variants, path }: Source,
  keys: readonly string[],
  { rollout }: UnleashHash,
  hasAudience: boolean,
  log: ImportLog,
): Experiment["forced"] | null {
  const forced = new Map<string, string>();
  variants.forEach(({ overrides }, index) => {
    for (const { contextName, values } of overrides ?? []) {
      const here = [...path, "variants", index, "overrides"];
      if (contextName !== "userId") {
        note(log, here, "override", `An override by "${contextName}" stays behind: units are forced by their id only.`);
        continue;
      }
      if (hasAudience) note(log, here, "override", "An override now applies to users outside the audience too.");
      for (const id of values) {
        const isIn = !rollout || unleashRolloutValue(rollout.group, id) <= rollout.percentage;
        if (isIn && !forced.has(id)) forced.set(id, keys[index] ?? "");
      }
    }
  });
  return forced.size > 0 ? Object.fromEntries(forced) : null;
}
