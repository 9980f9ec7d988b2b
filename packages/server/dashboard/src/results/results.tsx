import type { ResultsResponse } from "@pricewright/core/api";
import { DecisionSummary, ResultsTable } from "@pricewright/react/charts";
import type { ReactElement } from "react";
import { READER_LOCALE } from "../numbers/reader-locale.ts";
import { Conclusion } from "./conclusion.tsx";
import { Equalities } from "./equalities.tsx";
import { Guardrails } from "./guardrails.tsx";
import { HealthChecks } from "./health-checks.tsx";
import { NoVisitors } from "./no-visitors.tsx";
import { ResultsCharts } from "./results-charts.tsx";
import { ResultsFacts } from "./results-facts.tsx";
import { Segments } from "./segments.tsx";

/** Props of {@link Results}. */
export interface ResultsProps {
  readonly response: ResultsResponse;
}

/** A report from its decision down to its data. */
export function Results({ response }: ResultsProps): ReactElement {
  const { report, experiment } = response;
  const started = report.variants.some(({ arrivals }) => arrivals > 0);
  if (!started)
    return (
      <>
        <ResultsFacts response={response} />
        <NoVisitors experimentKey={experiment.key} />
      </>
    );
  return (
    <>
      <DecisionSummary response={response} />
      <section className="card" aria-labelledby="arms">
        <h2 id="arms">Arms</h2>
        <ResultsTable report={report} locale={READER_LOCALE} />
      </section>
      <Conclusion response={response} />
      <ResultsFacts response={response} />
      <ResultsCharts response={response} />
      <HealthChecks report={report} />
      <Equalities integrity={report.integrity} />
      <Guardrails report={report} />
      <Segments report={report} />
    </>
  );
}
