import type { ExperimentReport } from "@pricewright/core/statistics";

/** The arm that a report would have everybody see; none while it waits for more, or where its data cannot be read. */
export function suggestedWinner({
  decision,
  control,
}: Pick<ExperimentReport, "decision" | "control">): string | undefined {
  if (decision.action === "ship") return decision.variant;
  if (decision.action === "keep-control" || decision.action === "stop-for-harm") return control;
  return undefined;
}
