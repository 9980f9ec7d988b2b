import type { ResultsResponse } from "@pricewright/core/api";
import type { Metric } from "@pricewright/core/statistics";
import {
  DecisionSummary,
  formatShare,
  type NumberFormat,
  PosteriorChart,
  posteriorSeriesOf,
  ResultsTable,
  revenueFormat,
} from "@pricewright/react/charts";
import type { ReactElement } from "react";
import { HealthChecks } from "./health-checks.tsx";
import { NoVisitors } from "./no-visitors.tsx";
import { ResultsFacts } from "./results-facts.tsx";

/** Props of {@link Results}. */
export interface ResultsProps {
  readonly response: ResultsResponse;
}

/** A report from its decision down to its data. */
export function Results({ response }: ResultsProps): ReactElement {
  const { report } = response;
  const started = report.variants.some(({ arrivals }) => arrivals > 0);
  const chart = (metric: Metric, title: string, format: NumberFormat) => {
    const series = posteriorSeriesOf(report, metric);
    return series && <PosteriorChart series={series} format={format} title={title} />;
  };
  return (
    <>
      <ResultsFacts response={response} />
      {!started && <NoVisitors />}
      {started && (
        <>
          <DecisionSummary response={response} />
          <section className="card" aria-labelledby="arms">
            <h2 id="arms">Arms</h2>
            <ResultsTable report={report} />
          </section>
          <div className="charts">
            {chart("revenue-per-visitor", "Revenue per visitor", revenueFormat(report))}
            {chart("conversion", "Conversion", formatShare)}
          </div>
          <HealthChecks report={report} />
        </>
      )}
    </>
  );
}
