import { experimentList } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { useQuery } from "../navigation/use-query.ts";
import { ExperimentCard } from "./experiment-card.tsx";
import { ExperimentFilters } from "./experiment-filters.tsx";
import { filterExperiments } from "./filter-experiments.ts";
import { NoExperiments } from "./no-experiments.tsx";

/** The experiments of the tenant, each with a link to its results; search and filters are in the address. */
export function ExperimentList(): ReactElement {
  const resource = useResource("/v1/experiments", experimentList);
  const { search = "", status = "" } = useQuery();
  const experiments = resource.data?.experiments;
  const found = experiments && filterExperiments(experiments, { search, status });
  return (
    <>
      <header className="page-head">
        <PageTitle>Experiments</PageTitle>
        <Link href="/experiments/new" className="button primary">
          New experiment
        </Link>
      </header>
      <ResourceStatus resource={resource} />
      {experiments?.length === 0 && <NoExperiments />}
      {experiments && experiments.length > 0 && <ExperimentFilters search={search} status={status} />}
      {found && found.length > 0 && (
        <ul className="experiments">
          {found.map((experiment) => (
            <ExperimentCard key={experiment.key} experiment={experiment} />
          ))}
        </ul>
      )}
      {experiments && experiments.length > 0 && found?.length === 0 && (
        <p className="quiet" role="status">
          No experiment is like that. <Link href="/experiments">Show all</Link>
        </p>
      )}
    </>
  );
}
