import type { ResultsResponse } from "@pricewright/core/api";
import { revenueTitle } from "@pricewright/react/charts";
import type { ReactElement } from "react";
import { formatMoney, formatNumber } from "../numbers/format-numbers.ts";
import { DataTable } from "../tables/data-table.tsx";
import { decisionSentence } from "./decision-sentence.ts";

/** Props of {@link Conclusion}. */
export interface ConclusionProps {
  readonly response: ResultsResponse;
}

/** What was known when the winner was named, and what has changed since. Nothing before. */
export function Conclusion({ response: { conclusion, experiment, report } }: ConclusionProps): ReactElement | null {
  if (conclusion === null) return null;
  return (
    <section className="card" aria-labelledby="conclusion">
      <h2 id="conclusion">As it was concluded</h2>
      <p>
        {experiment.winner} was named the winner. The report said: {decisionSentence(conclusion)}
      </p>
      {conclusion.adjustments.length === 0 ? (
        <p>No number has changed since.</p>
      ) : (
        <DataTable
          caption="What has changed since, by arm"
          rows={conclusion.adjustments}
          keyOf={({ key }) => key}
          columns={[
            { title: "Arm", cell: ({ key }) => key },
            { title: "Arrivals", numeric: true, cell: ({ arrivals }) => signed(arrivals) },
            { title: "Visitors", numeric: true, cell: ({ visitors }) => signed(visitors) },
            { title: "Conversions", numeric: true, cell: ({ conversions }) => signed(conversions) },
            {
              title: revenueTitle(conclusion.report),
              numeric: true,
              cell: ({ revenuePerVisitor }) =>
                revenuePerVisitor === null
                  ? "–"
                  : signed(revenuePerVisitor, (value) => formatMoney(value.toFixed(4), report.currency)),
            },
          ]}
        />
      )}
    </section>
  );
}

function signed(value: number, format: (value: number) => string = formatNumber): string {
  return value > 0 ? `+${format(value)}` : format(value);
}
