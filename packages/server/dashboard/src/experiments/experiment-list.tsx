import { experimentList } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { PageTitle } from "../navigation/page-title.tsx";
import { ExperimentCard } from "./experiment-card.tsx";
import { NoExperiments } from "./no-experiments.tsx";

/** Every experiment of the tenant, each with a link to its results. */
export function ExperimentList(): ReactElement {
  const resource = useResource("/v1/experiments", experimentList);
  const experiments = resource.data?.experiments;
  return (
    <>
      <PageTitle>Experiments</PageTitle>
      <ResourceStatus resource={resource} />
      {experiments?.length === 0 && <NoExperiments />}
      {experiments && experiments.length > 0 && (
        <ul className="experiments">
          {experiments.map((experiment) => (
            <ExperimentCard key={experiment.key} experiment={experiment} />
          ))}
        </ul>
      )}
    </>
  );
}
