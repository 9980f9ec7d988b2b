import type { ExperimentReport } from "@pricewright/core/statistics";
import type { ReactElement } from "react";
import { isComparable, ResultsRow } from "./results-row.tsx";
import { revenueTitle } from "./revenue-title.ts";

/** Props of {@link ResultsTable}. */
export interface ResultsTableProps {
  /** What `analyzeExperiment` says, or the `report` of a server's results. */
  readonly report: ExperimentReport;
  /**
   * In which language numbers are written: a BCP 47 tag.
   *
   * @default "en-US"
   */
  readonly locale?: string | undefined;
}

/**
 * The arms of an experiment in numbers: who came, who bought, what each visitor is worth, and what a mistake costs.
 *
 * @example
 * <ResultsTable report={results.report} />;
 */
export function ResultsTable({ report, locale }: ResultsTableProps): ReactElement {
  return (
    <div className="pricewright pricewright-results">
      <table>
        <caption className="pricewright-hidden">Results by arm</caption>
        <thead>
          <tr>
            <th scope="col">Arm</th>
            <th scope="col">Visitors</th>
            <th scope="col">Arrived</th>
            <th scope="col">Conversions</th>
            <th scope="col">Conversion</th>
            <th scope="col">{revenueTitle(report)}</th>
            <th scope="col">Lift</th>
            <th scope="col">Probability best</th>
            <th scope="col">Expected loss</th>
          </tr>
        </thead>
        <tbody>
          {report.variants.map((variant) => (
            <ResultsRow key={variant.key} variant={variant} report={report} locale={locale} />
          ))}
        </tbody>
      </table>
      <p className="pricewright-note">
        Visitors are those analysed. Ranges hold 95 % of the probability. Lift is against “{report.control}”, on{" "}
        {report.metric === "conversion" ? "conversion" : revenueTitle(report).toLowerCase()}. Expected loss is per 1,000
        visitors, if the arm were chosen and another is better.
        {!isComparable(report) && " Arms are compared once each has 8 visitors and 5 conversions."}
      </p>
    </div>
  );
}
