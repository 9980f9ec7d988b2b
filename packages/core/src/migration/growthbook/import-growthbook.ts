import { type ImportLog, type ImportResult, note, noteOtherFields } from "../import-result.ts";
import { readConfiguration } from "../read-configuration.ts";
import { usableKeys } from "../usable-keys.ts";
import { type Before, type GrowthBookImport, importExperiment } from "./growthbook-experiment.ts";
import { type GrowthBookExperiment, type GrowthBookFeature, payloadSchema } from "./payload.ts";

/**
 * Turns what GrowthBook's API gives its SDKs into experiments under GrowthBook's own hash, so that a running test
 * moves and everyone keeps their arm. Pass the value of the experiment's hash attribute as the unit's id.
 *
 * @param payload The answer of `/api/features/<client key>`, decrypted, as JSON text or parsed.
 * @throws PricewrightError `invalid-import` with every problem when it is not such an answer.
 *
 * @example
 * const { experiments, notCarriedOver } = importGrowthBook(payload);
 * const assigner = createAssigner(experiments, { hashRules: [growthbook1, growthbook2], audiences: audiences() });
 */
export function importGrowthBook(payload: unknown): ImportResult {
  const read = readConfiguration(payloadSchema(), payload, "GrowthBook payload");
  const { features, experiments, savedGroups } = read;
  const log: ImportLog = { experiments: [], notCarriedOver: [] };
  const current: GrowthBookImport = { log, savedGroups: savedGroups ?? {}, keyFor: usableKeys() };
  for (const [id, feature] of Object.entries(features ?? {})) importFeature(id, feature, current);
  experiments?.forEach((experiment, index) => {
    importExperiment(experiment, experiment.key, { path: ["experiments", index], before: [] }, current);
  });
  noteOtherFields(log, read, [], ["features", "experiments", "savedGroups"]);
  return log;
}

function importFeature(id: string, feature: GrowthBookFeature, current: GrowthBookImport): void {
  const path = ["features", id];
  const rules = feature.rules ?? [];
  if (!rules.some(isExperiment)) {
    const what = rules.length > 0 ? `The rules of feature "${id}"` : `Feature "${id}"`;
    note(current.log, path, "no-experiment", `${what} and its value stay behind: it is a flag without an experiment.`);
    return;
  }
  const before: Before[] = [];
  rules.forEach((rule, index) => {
    const here = [...path, "rules", index];
    if (isExperiment(rule)) {
      const place = { path: here, before: [...before], defaultValue: feature.defaultValue };
      importExperiment(rule, rule.key || id, place, current);
      before.push("unknown");
      return;
    }
    note(current.log, here, "forced-value", `A rule of feature "${id}" that forces a value stays behind.`);
    const simple = ["coverage", "range", "filters", "parentConditions"].every((field) => !(field in rule));
    before.push(simple ? { condition: rule.condition ?? {}, path: [...here, "condition"] } : "unknown");
  });
}

function isExperiment(rule: GrowthBookExperiment): boolean {
  return !("force" in rule) && Boolean(rule.contextualVariations ?? rule.variations);
}
