import { carryOver, type ImportLog, type ImportResult, note, noteOtherFields, type Path } from "../import-result.ts";
import { readConfiguration } from "../read-configuration.ts";
import { usableKeys } from "../usable-keys.ts";
import { clientFeaturesSchema, type UnleashFeature, type UnleashFeatures } from "./client-features.ts";
import { experimentOf, type Source, type UnleashImport } from "./unleash-experiment.ts";

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
 * const assigner = createAssigner(experiments, { hashRules: [unleash], audiences: audiences() });
 */
export function importUnleash(features: unknown): ImportResult {
  const read = readConfiguration<UnleashFeatures>(clientFeaturesSchema(), features, "answer of Unleash");
  const log: ImportLog = { experiments: [], notCarriedOver: [] };
  const segments = new Map(read.segments?.map(({ id, constraints }) => [id, constraints ?? []]));
  const current: UnleashImport = { log, segments, keyFor: usableKeys() };
  read.features.forEach((feature, index) => {
    importFeature(feature, ["features", index], current);
  });
  noteOtherFields(log, read, [], ["version", "features", "segments"]);
  return log;
}

const FEATURE = ["name", "enabled", "strategies", "variants", "dependencies"];
const STRATEGY = ["name", "parameters", "constraints", "segments", "variants"];
const VARIANT = ["name", "weight", "stickiness", "payload", "overrides"];

function importFeature(feature: UnleashFeature, path: Path, current: UnleashImport): void {
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
