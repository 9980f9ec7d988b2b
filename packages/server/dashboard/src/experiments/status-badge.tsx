import type { ExperimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";

/** Whether an experiment runs. */
export function StatusBadge({ status }: Pick<ExperimentResource, "status">): ReactElement {
  return (
    <span className="status" data-status={status}>
      {status}
    </span>
  );
}
