import type { Allocation } from "./allocate.ts";
import { allocationOf } from "./allocation-of.ts";
import type { AssignerOptions } from "./assigner-options.ts";
import type { Assignment } from "./assignment.ts";
import { createDecision } from "./create-decision.ts";
import type { Experiment } from "./experiment.ts";
import type { VariantLookup } from "./hash-rule.ts";
import type { Report } from "./report.ts";
import type { Unit } from "./unit.ts";

/** What `requires` may name: the parts of an experiment that this version knows. */
const KNOWN = /^(audience|eligibility|forced|hash|holdout|layer)$/;

/** Prepares one experiment: runs its plug-ins, works out its slots, and reports what stands in the way. */
export function compileExperiment(
  experiment: Experiment,
  { audiences, hashRules, onUnsupported }: AssignerOptions,
  report: Report,
): (unit: Unit) => Assignment {
  const { audience, hash, requires } = experiment;
  let unsupported = false;
  let allocation: Allocation = [];
  let lookup: VariantLookup | undefined;
  const needs = (field: string, what: string) => {
    unsupported = true;
    if (onUnsupported !== "control") report([field], "unsupported", `needs ${what}`);
  };

  const unknown = requires?.find((name) => !KNOWN.test(name));
  if (unknown) needs("requires", `"${unknown}" of a newer version`);
  const matches =
    audience && audiences?.(audience, (path, code, message) => report(["audience", ...path], code, message));
  if (audience && !matches) needs("audience", "options.audiences of @pricewright/core/audiences");
  try {
    if (!hash || hash === "pricewright-1") allocation = allocationOf(experiment);
    else {
      lookup = hashRules?.find(({ rule }) => rule === hash.rule)?.compile(experiment);
      if (!lookup) needs("hash", `"${hash.rule}" in options.hashRules of @pricewright/core/migration`);
    }
  } catch (error) {
    report(["variants"], "invalid-allocation", (error as Error).message);
  }
  return createDecision(experiment, { unsupported, matches, lookup, allocation });
}
