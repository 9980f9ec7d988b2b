import type { ReactElement } from "react";
import { Link } from "../navigation/link.tsx";
import { resultsPath } from "../navigation/route.ts";

/** Props of {@link ExperimentTabs}. */
export interface ExperimentTabsProps {
  readonly experimentKey: string;
  readonly current: "results" | "set-up";
}

/** The pages of one experiment. */
export function ExperimentTabs({ experimentKey, current }: ExperimentTabsProps): ReactElement {
  const path = resultsPath(experimentKey);
  return (
    <nav aria-label="Pages of the experiment" className="tabs">
      <Link href={path} current={current === "results"}>
        Results
      </Link>
      <Link href={`${path}/set-up`} current={current === "set-up"}>
        Set-up
      </Link>
    </nav>
  );
}
