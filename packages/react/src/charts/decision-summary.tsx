import type { ResultsResponse } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { summarizeSentences } from "./summarize-sentences.ts";

/** Props of {@link DecisionSummary}. */
export interface DecisionSummaryProps {
  /** What `GET /v1/experiments/{key}/results` answers. */
  readonly response: ResultsResponse;
}

/**
 * What the experiment says, in sentences: what stands against reading it first, then what to do and what it is worth.
 *
 * @example
 * <DecisionSummary response={results} />;
 */
export function DecisionSummary({ response }: DecisionSummaryProps): ReactElement {
  const { headline, explanation, warnings, details } = summarizeSentences(response);
  return (
    <section className="pricewright pricewright-decision" data-action={response.report.decision.action}>
      {warnings.length > 0 && (
        <ul className="pricewright-warnings" aria-label="Warnings">
          {warnings.map((warning) => (
            <li key={warning}>{keepTogether(warning)}</li>
          ))}
        </ul>
      )}
      <h2 className="pricewright-headline">{headline}</h2>
      {explanation !== null && <p className="pricewright-explanation">{keepTogether(explanation)}</p>}
      {details.map((detail) => (
        <p className="pricewright-detail" key={detail}>
          {keepTogether(detail)}
        </p>
      ))}
    </section>
  );
}

/** Keeps percent signs with their numbers where lines break. */
function keepTogether(sentence: string): string {
  return sentence.replaceAll(" %", "\u00a0%");
}
