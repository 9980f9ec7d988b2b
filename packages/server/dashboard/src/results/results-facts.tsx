import type { ResultsResponse } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ratesText } from "../experiments/rates-text.ts";
import { StatusBadge } from "../experiments/status-badge.tsx";
import { formatNumber } from "../numbers/format-numbers.ts";
import { formatPeriod } from "../times/format-times.ts";

/** Props of {@link ResultsFacts}. */
export interface ResultsFactsProps {
  readonly response: ResultsResponse;
}

const REASONS: Readonly<Record<string, string>> = {
  "one-price-per-arm": "each arm has one price, so revenue per visitor is conversion times that price",
  "amounts-vary": "buyers of one arm paid different amounts, so arms are compared on conversion",
  "amounts-unknown": "amounts are not known in every arm, so arms are compared on conversion",
};

/** What the report rests on: when, how many, and by which model. */
export function ResultsFacts({ response: { experiment, report } }: ResultsFactsProps): ReactElement {
  const { startedAt, asOf, model, variants } = report;
  const arrived = variants.reduce((sum, { arrivals }) => sum + arrivals, 0);
  const analysed = variants.reduce((sum, { visitors }) => sum + visitors, 0);
  return (
    <dl className="facts">
      <div>
        <dt>Status</dt>
        <dd>
          <StatusBadge status={experiment.status} />
        </dd>
      </div>
      <div>
        <dt>Period</dt>
        <dd>{startedAt && asOf ? formatPeriod(startedAt, asOf) : "not started"}</dd>
      </div>
      <div>
        <dt>Visitors</dt>
        <dd>
          {formatNumber(arrived)} arrived, {formatNumber(analysed)} analysed
        </dd>
      </div>
      {Object.keys(experiment.rates ?? {}).length > 0 && (
        <div>
          <dt>Exchange rates</dt>
          <dd>
            {ratesText(experiment.rates ?? {})} {report.currency}
          </dd>
        </div>
      )}
      <div>
        <dt>Model</dt>
        <dd>
          {model.name}: {REASONS[model.because] ?? model.because}
        </dd>
      </div>
    </dl>
  );
}
