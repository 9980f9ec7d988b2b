import type { ConcludeRequest, ReweightRequest } from "@pricewright/core/api";
import { reallocate } from "@pricewright/core/experiments";
import { RequestProblem } from "../problems/problem.ts";
import type { ExperimentRow } from "./pricing-cache.ts";

/** A draft, or a paused test, that assigns from now on. */
export function started(row: ExperimentRow, now: Date): ExperimentRow {
  refuseUnless(row, ["draft", "paused"], "started");
  return { ...row, status: "running", startAt: null, startedAt: row.startedAt ?? now.toISOString() };
}

/** A test that keeps every price it showed and assigns nobody new. */
export function paused(row: ExperimentRow): ExperimentRow {
  refuseUnless(row, ["running"], "paused");
  return { ...row, status: "paused" };
}

/**
 * A test with other shares: as few slots as possible change hands, and those who were shown a price keep it.
 *
 * @throws RequestProblem for a variant that does not exist, or weights that leave nobody a slot.
 */
export function reweighted(
  row: ExperimentRow,
  { weights = {}, coverage = row.coverage }: ReweightRequest,
): ExperimentRow {
  refuseUnless(row, ["running", "paused"], "reweighted");
  const unknown = Object.keys(weights).find((key) => !row.variants.some((variant) => variant.key === key));
  if (unknown !== undefined)
    throw new RequestProblem("invalid-request", `Experiment "${row.key}" has no variant "${unknown}".`, {
      problems: [{ field: `weights.${unknown}`, code: "unknown-variant", message: `there is no variant "${unknown}"` }],
    });
  const variants = row.variants.map((variant) => ({ ...variant, weight: weights[variant.key] ?? variant.weight }));
  const changedWeights = variants.some(({ weight }, index) => weight !== row.variants[index]?.weight);
  return {
    ...row,
    variants,
    coverage,
    allocation: reallocate(
      row.allocation,
      variants.map(({ weight }) => weight),
      coverage,
    ),
    revision: row.revision + 1,
    weightEpoch: row.weightEpoch + (changedWeights ? 1 : 0),
  };
}

/** A test that has ended, with the variant that everybody new sees. */
export function concluded(
  row: ExperimentRow,
  { winner, releaseAfterDays = row.settings.releaseAfterDays }: ConcludeRequest,
  now: Date,
): ExperimentRow {
  refuseUnless(row, ["running", "paused"], "concluded");
  if (!row.variants.some(({ key }) => key === winner))
    throw new RequestProblem("invalid-request", `Experiment "${row.key}" has no variant "${winner}".`, {
      problems: [{ field: "winner", code: "unknown-variant", message: `there is no variant "${winner}"` }],
    });
  return {
    ...row,
    status: "completed",
    winner,
    endedAt: now.toISOString(),
    settings: { ...row.settings, releaseAfterDays },
  };
}

/** A draft or an ended test that is put away. */
export function archived(row: ExperimentRow): ExperimentRow {
  refuseUnless(row, ["draft", "completed"], "archived");
  return { ...row, status: "archived" };
}

function refuseUnless({ key, status }: ExperimentRow, allowed: readonly ExperimentRow["status"][], what: string): void {
  if (!allowed.includes(status))
    throw new RequestProblem(
      "wrong-status",
      `Experiment "${key}" is ${status}; only one that is ${allowed.join(" or ")} can be ${what}.`,
    );
}
