import { allocationOf } from "../allocation-of.ts";
import type { Experiment } from "../experiment.ts";
import type { FrozenRecord } from "../frozen-record.ts";
import { rangeAt } from "../range-at.ts";
import { slotOf } from "../slot.ts";
import { variantInAnalysis } from "./merge-frozen.ts";

/**
 * Whether the recorded variant is the one that the recorded id gets under the recorded revision. Today's revision
 * says nothing about it, so give the experiment as it was.
 *
 * @param experiment The experiment in the record's revision, usable by `createAssigner`.
 * @returns `unknown` for another revision, for what was not assigned, and under another system's hash.
 */
export function findDrift(record: FrozenRecord, experiment: Experiment): "same" | "different" | "unknown" {
  const { key, salt = key, revision = 1, hash = "pricewright-1", variants } = experiment;
  const wasAssigned = record.counted || record.excluded !== undefined || record.releasedFrom !== undefined;
  if (record.experiment !== key || record.revision !== revision || !wasAssigned || hash !== "pricewright-1")
    return "unknown";
  const range = rangeAt(allocationOf(experiment), slotOf(salt, record.hashedId));
  return range && variants[range.variant]?.key === variantInAnalysis(record) ? "same" : "different";
}
