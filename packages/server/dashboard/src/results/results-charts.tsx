import { type ResultsResponse, timelineResponse } from "@pricewright/core/api";
import type { Metric } from "@pricewright/core/statistics";
import {
  DemandCurve,
  LiftTimeline,
  type NumberFormat,
  PosteriorChart,
  posteriorSeriesOf,
  revenueFormat,
  revenueTitle,
} from "@pricewright/react/charts";
import type { ReactElement } from "react";
import { useResource } from "../api/use-resource.ts";
import { ChartActions } from "../charts/chart-actions.tsx";
import { formatMoney } from "../numbers/format-numbers.ts";
import { READER_LOCALE } from "../numbers/reader-locale.ts";
import { DEMAND_GAPS } from "./demand-gaps.ts";
import { liftSeriesOf } from "./lift-series-of.ts";
import { READER_FORMATS } from "./reader-formats.ts";

/** Props of {@link ResultsCharts}. */
export interface ResultsChartsProps {
  readonly response: ResultsResponse;
}

/** What is known of each arm, how it came to be known, and what the prices in between would earn. */
export function ResultsCharts({
  response: { experiment, report, demand, demandGap },
}: ResultsChartsProps): ReactElement {
  const timeline = useResource(`/v1/experiments/${encodeURIComponent(experiment.key)}/timeline`, timelineResponse);
  const money = revenueFormat(report, READER_LOCALE);
  const lifts = liftSeriesOf(timeline.data?.days ?? [], report);
  const formatLift = report.metric === "conversion" ? READER_FORMATS.share : money;
  const posterior = (metric: Metric, title: string, name: string, format: NumberFormat) => {
    const series = posteriorSeriesOf(report, metric);
    if (!series) return null;
    const rows = series.map(({ label, mean, interval }) => [label, String(mean), ...interval.map(String)]);
    return (
      <ChartActions name={`${experiment.key} ${name}`} header={["arm", "mean", "low", "high"]} rows={rows}>
        <PosteriorChart series={series} format={format} title={title} />
      </ChartActions>
    );
  };
  return (
    <div className="charts">
      {posterior("revenue-per-visitor", revenueTitle(report), "revenue", money)}
      {posterior("conversion", "Conversion", "conversion", READER_FORMATS.share)}
      {lifts.length > 0 && (
        <ChartActions
          name={`${experiment.key} timeline`}
          header={["arm", "day", "difference", "low", "high"]}
          rows={lifts.flatMap(({ key, points }) =>
            points.map(({ day, value, interval }) => [key, day, String(value), ...(interval ?? ["", ""]).map(String)]),
          )}
        >
          <LiftTimeline
            locale={READER_LOCALE}
            series={lifts}
            format={formatLift}
            title={`Difference to ${report.control}`}
          />
        </ChartActions>
      )}
      {demand ? (
        <ChartActions
          name={`${experiment.key} demand`}
          header={["price", "conversion", "revenue per visitor", "low", "high"]}
          rows={[...demand.atTestedPrices, ...demand.curve].map(({ price, conversion, revenuePerVisitor }) => [
            String(price),
            String(conversion.mean),
            String(revenuePerVisitor.mean),
            ...revenuePerVisitor.interval.map(String),
          ])}
        >
          <DemandCurve
            demand={demand}
            title={report.revenue === "monthly-equivalent" ? "Demand curve, by the month" : "Demand curve"}
            format={(price) => formatMoney(price.toFixed(2), report.currency)}
            formatRevenue={money}
            locale={READER_LOCALE}
          />
        </ChartActions>
      ) : (
        <section className="card" aria-labelledby="demand">
          <h2 id="demand">Demand curve</h2>
          <p className="quiet">{demandGap ? DEMAND_GAPS[demandGap] : ""}</p>
        </section>
      )}
    </div>
  );
}
