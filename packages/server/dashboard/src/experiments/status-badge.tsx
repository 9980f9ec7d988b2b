import type { ExperimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";

const WORDS: Readonly<Record<ExperimentResource["status"], string>> = {
  draft: "draft",
  running: "running",
  paused: "paused",
  completed: "ended",
  archived: "archived",
};

/** Whether an experiment runs. */
export function StatusBadge({ status }: Pick<ExperimentResource, "status">): ReactElement {
  return (
    <span className="status" data-status={status}>
      {WORDS[status]}
    </span>
  );
}
