import type { Audience } from "../../assignment/audience.ts";
import type { Experiment, Variant } from "../../assignment/experiment.ts";
import type { UnleashHash } from "../foreign-hash.ts";
import { type ImportLog, note, noteRename, type Obstacle, type Path } from "../import-result.ts";
import { coverageOf } from "../round-share.ts";
import { usableKeys } from "../usable-keys.ts";
import type { UnleashConstraint, UnleashFeature, UnleashStrategy, UnleashVariant } from "./client-features.ts";
import { unleashAudience } from "./unleash-audience.ts";
import { rolloutOf } from "./unleash-rollout.ts";
import { unleashRolloutValue } from "./unleash-rule.ts";

/** What one import has at hand. */
export interface UnleashImport {
  readonly log: ImportLog;
  readonly segments: ReadonlyMap<number, readonly UnleashConstraint[]>;
  readonly keyFor: (name: string) => string;
}

/** A feature's only way to be on, and the variants that it leads to. */
export interface Source {
  readonly feature: UnleashFeature;
  readonly strategy: UnleashStrategy | null;
  readonly variants: readonly UnleashVariant[];
  /** What is hashed before the unit's id to choose among the variants. */
  readonly group: string;
  readonly path: Path;
}

/** The experiment that a feature is, with what speaks against carrying it over. */
export function experimentOf(source: Source, current: UnleashImport, obstacle: Obstacle): Experiment {
  const { log } = current;
  const { feature, variants, path } = source;
  const hash = hashOf(source, log, obstacle);
  const audience = audienceOf(source, current, obstacle);
  const key = current.keyFor(feature.name);
  noteRename(log, path, feature.name, key);
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

function audienceOf({ strategy, path }: Source, { segments }: UnleashImport, obstacle: Obstacle): Audience | null {
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
