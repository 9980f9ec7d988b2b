import { experimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { ArmTable } from "./arm-table.tsx";
import { DeclaredOptions } from "./declared-options.tsx";
import { ExperimentHead } from "./experiment-head.tsx";
import { Planner } from "./planner.tsx";
import { PreviewLinks } from "./preview-links.tsx";
import { WiringSteps } from "./wiring-steps.tsx";

/** Props of {@link SetUpPage}. */
export interface SetUpPageProps {
  readonly experimentKey: string;
}

/** What an experiment shows to whom, what it takes, and how it is wired to a page. */
export function SetUpPage({ experimentKey }: SetUpPageProps): ReactElement {
  const resource = useResource(`/v1/experiments/${encodeURIComponent(experimentKey)}`, experimentResource);
  const experiment = resource.data;
  return (
    <>
      <ExperimentHead
        experimentKey={experimentKey}
        current="set-up"
        experiment={experiment}
        onChange={() => void resource.reload()}
      />
      <ResourceStatus resource={resource} />
      {experiment && (
        <>
          <ArmTable experiment={experiment} />
          <DeclaredOptions experiment={experiment} />
          {experiment.status !== "archived" && experiment.status !== "completed" && (
            <>
              <Planner experiment={experiment} />
              <PreviewLinks experiment={experiment} />
              <WiringSteps experiment={experiment} />
            </>
          )}
        </>
      )}
    </>
  );
}
