import { resultsResponse } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { formatTime } from "./format-date.ts";
import { Results } from "./results.tsx";

/** Props of {@link ResultsPage}. */
export interface ResultsPageProps {
  readonly experimentKey: string;
}

/** What one experiment says, refreshed while it is looked at. */
export function ResultsPage({ experimentKey }: ResultsPageProps): ReactElement {
  const resource = useResource(`/v1/experiments/${encodeURIComponent(experimentKey)}/results`, resultsResponse);
  return (
    <>
      <nav aria-label="Breadcrumb">
        <Link href="/">Experiments</Link>
      </nav>
      <PageTitle>{resource.data?.experiment.name ?? experimentKey}</PageTitle>
      <ResourceStatus resource={resource} />
      {resource.data && <Results response={resource.data} />}
      {resource.updatedAt && (
        <p className="quiet small">Updated at {formatTime(resource.updatedAt)}, and every 5 seconds while you look.</p>
      )}
    </>
  );
}
