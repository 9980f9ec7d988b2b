import type { ExperimentReport, Interval, VariantReport } from "@pricewright/core/statistics";
import type { ReactElement, ReactNode } from "react";
import {
  formatChange,
  formatCount,
  formatProbability,
  formatShare,
  lossFormat,
  type NumberFormat,
  revenueFormat,
} from "./formats.ts";

/**
 * Whether every arm has enough visitors and conversions to be compared. Before that a comparison says more of the
 * prior than of the data.
 */
export function isComparable({ decision }: ExperimentReport): boolean {
  const settled = decision.action === "fix-first" ? decision.ifTrusted : decision;
  return !settled.because.some(({ code }) => code === "too-few-units");
}

/** Props of {@link ResultsRow}. */
export interface ResultsRowProps {
  readonly variant: VariantReport;
  readonly report: ExperimentReport;
}

/** One arm of a results table. */
export function ResultsRow({ variant, report }: ResultsRowProps): ReactElement {
  const { conversion, revenuePerVisitor, versusControl, probabilityBest } = variant;
  const money = revenueFormat(report);
  const seen = variant.visitors > 0;
  const comparable = isComparable(report);
  const lift = comparable ? (versusControl?.relativeLift ?? null) : null;
  const liftInterval = comparable ? versusControl?.relativeLiftInterval : null;
  const leads = comparable && report.variants.every((other) => other.probabilityBest <= probabilityBest);
  return (
    <tr data-leads={leads || undefined}>
      <th scope="row">
        {variant.key}
        {variant.key === report.control && <span className="pricewright-tag">control</span>}
      </th>
      <Cell label="Visitors">{formatCount(variant.visitors)}</Cell>
      <Cell label="Arrived">{formatCount(variant.arrivals)}</Cell>
      <Cell label="Conversions">{formatCount(variant.conversions)}</Cell>
      <Cell label="Conversion">
        {seen ? formatShare(conversion.mean) : "–"}
        {seen && <Range interval={conversion.interval} format={formatShare} />}
      </Cell>
      <Cell label="Revenue per visitor">
        {revenuePerVisitor ? (seen ? money(revenuePerVisitor.mean) : "–") : "not known"}
        {revenuePerVisitor && seen && <Range interval={revenuePerVisitor.interval} format={money} />}
      </Cell>
      <Cell label="Lift">
        {lift === null ? "–" : formatChange(lift)}
        {liftInterval && <Range interval={liftInterval} format={formatChange} />}
      </Cell>
      <Cell label="Probability best">{comparable ? formatProbability(probabilityBest) : "–"}</Cell>
      <Cell label="Expected loss">{comparable ? lossFormat(report)(variant.expectedLoss) : "–"}</Cell>
    </tr>
  );
}

/** The label takes the place of the column's header where rows are stacked. */
function Cell({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <td>
      <span className="pricewright-cell-label" aria-hidden="true">
        {label}
      </span>
      <span className="pricewright-cell-value">{children}</span>
    </td>
  );
}

function Range({ interval, format }: { readonly interval: Interval; readonly format: NumberFormat }): ReactElement {
  return <span className="pricewright-range">{interval.map(format).join(" to ")}</span>;
}
