import type { ReactElement } from "react";
import {
  DecisionSummary,
  formatShare,
  PosteriorChart,
  type PosteriorSeries,
  posteriorSeriesOf,
  ResultsTable,
  revenueFormat,
} from "../../src/charts/index.ts";
import { decidedResponse } from "../../src/fixtures/results-responses.ts";

/** The results of a test, as tables and charts. */
export function ChartsPage(): ReactElement {
  const response = decidedResponse();
  const { report } = response;
  return (
    <main>
      <h1>Results</h1>
      <DecisionSummary response={response} />
      <ResultsTable report={report} />
      <PosteriorChart
        title="Revenue per visitor"
        series={posteriorSeriesOf(report, "revenue-per-visitor") as PosteriorSeries[]}
        format={revenueFormat(report)}
      />
      <PosteriorChart
        title="Conversion"
        series={posteriorSeriesOf(report, "conversion") as PosteriorSeries[]}
        format={formatShare}
      />
    </main>
  );
}
