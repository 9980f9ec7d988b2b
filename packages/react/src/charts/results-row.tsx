import type { ExperimentReport, Interval, VariantReport } from "@pricewright/core/statistics";
import type { ReactElement, ReactNode } from "react";
import { chartFormats, lossFormat, type NumberFormat, revenueFormat } from "./formats.ts";
import { revenueTitle } from "./revenue-title.ts";

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
  readonly locale: string | undefined;
}

/** One arm of a results table. */
export function ResultsRow({ variant, report, locale }: ResultsRowProps): ReactElement {
  const { conversion, revenuePerVisitor, versusControl, probabilityBest } = variant;
  const money = revenueFormat(report, locale);
  const { count, share, change, probability } = chartFormats(locale);
  const seen = variant.visitors > 0;
  const comparable = isComparable(report);
  const lift = comparable ? (versusControl?.relativeLift ?? null) : null;
  const liftInterval = comparable ? versusControl?.relativeLiftInterval : null;
  const leads = comparable && report.variants.every((other) => other.probabilityBest <= probabilityBest);
  return (
    <tr data-leads={leads || undefined}>
      <th scope="row">
        <span className="pricewright-arm-name">{variant.key}</span>
        {variant.key === report.control && <span className="pricewright-tag">control</span>}
      </th>
      <Cell label="Visitors">{count(variant.visitors)}</Cell>
      <Cell label="Arrived">{count(variant.arrivals)}</Cell>
      <Cell label="Conversions">{count(variant.conversions)}</Cell>
      <Cell label="Conversion">
        {seen ? share(conversion.mean) : "–"}
        {seen && <Range interval={conversion.interval} format={share} />}
      </Cell>
      <Cell label={revenueTitle(report)}>
        {revenuePerVisitor ? (seen ? money(revenuePerVisitor.mean) : "–") : "not known"}
        {revenuePerVisitor && seen && <Range interval={revenuePerVisitor.interval} format={money} />}
      </Cell>
      <Cell label="Lift">
        {lift === null ? "–" : change(lift)}
        {liftInterval && <Range interval={liftInterval} format={change} />}
      </Cell>
      <Cell label="Probability best">{comparable ? probability(probabilityBest) : "–"}</Cell>
      <Cell label="Expected loss">{comparable ? lossFormat(report, locale)(variant.expectedLoss) : "–"}</Cell>
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
