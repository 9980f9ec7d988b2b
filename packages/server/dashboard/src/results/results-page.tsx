import { resultsResponse } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { ExperimentHead } from "../experiments/experiment-head.tsx";
import { changeQuery, useQuery } from "../navigation/use-query.ts";
import { formatTime } from "../times/format-times.ts";
import { decisionSentence } from "./decision-sentence.ts";
import { Results } from "./results.tsx";
import { suggestedWinner } from "./suggested-winner.ts";

/** Props of {@link ResultsPage}. */
export interface ResultsPageProps {
  readonly experimentKey: string;
}

const METRICS = {
  "": "The experiment’s metric",
  "revenue-per-visitor": "Revenue per visitor",
  "margin-per-visitor": "Margin per visitor",
  conversion: "Conversion",
};

/** What one experiment says, refreshed while it is looked at. Metric and days are in the address. */
export function ResultsPage({ experimentKey }: ResultsPageProps): ReactElement {
  const { metric = "", from = "", to = "" } = useQuery();
  const chosen = Object.entries({ metric, from, to }).filter(([, value]) => value !== "");
  const query = new URLSearchParams([...chosen, ["curve", "true"]]);
  const resource = useResource(
    `/v1/experiments/${encodeURIComponent(experimentKey)}/results?${query}`,
    resultsResponse,
  );
  const report = resource.data?.report;
  return (
    <>
      <ExperimentHead
        experimentKey={experimentKey}
        current="results"
        experiment={resource.data?.experiment ?? null}
        onChange={() => void resource.reload()}
        decision={resource.data ? decisionSentence(resource.data) : undefined}
        suggested={report && suggestedWinner(report)}
      />
      <ResourceStatus resource={resource} />
      {resource.data && <Results response={resource.data} />}
      {resource.data && (
        <search className="filters" aria-label="What the report is about">
          <label>
            Metric{" "}
            <select value={metric} onChange={({ target }) => changeQuery({ metric: target.value })}>
              {Object.entries(METRICS).map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          </label>
          <label>
            First seen from{" "}
            <input type="date" value={from} onChange={({ target }) => changeQuery({ from: target.value })} />
          </label>
          <label>
            to <input type="date" value={to} onChange={({ target }) => changeQuery({ to: target.value })} />
          </label>
          <a
            className="button"
            href={`/v1/experiments/${encodeURIComponent(experimentKey)}/results?format=csv`}
            download
          >
            Report as CSV
          </a>
        </search>
      )}
      {resource.updatedAt && (
        <p className="quiet small">Updated at {formatTime(resource.updatedAt)}, and every 5 seconds while you look.</p>
      )}
    </>
  );
}
