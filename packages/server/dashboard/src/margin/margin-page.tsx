import { marginResponse } from "@pricewright/core/api";
import { lazy, type ReactElement, Suspense } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { PageTitle } from "../navigation/page-title.tsx";
import { changeQuery, useQuery } from "../navigation/use-query.ts";
import { formatMoney, formatPoints } from "../numbers/format-numbers.ts";
import { AdviceList } from "./advice-list.tsx";
import { MarginLines } from "./margin-lines.tsx";

const MarginChart = lazy(async () => ({ default: (await import("./margin-chart.tsx")).MarginChart }));

const PERIODS = { "7": "Last 7 days", "30": "Last 30 days", "90": "Last 90 days", "365": "Last year" };
const DAY = 86_400_000;

/** What usage brings, what it costs, what is left, and what to do about it. */
export function MarginPage(): ReactElement {
  const { days = "30" } = useQuery();
  const resource = useResource(`/v1/margin?from=${encodeURIComponent(daysAgo(Number(days)))}`, marginResponse);
  const report = resource.data;
  const isEmpty = report && report.byDay.length === 0 && Number(report.creditSales) === 0;
  return (
    <>
      <header className="page-head">
        <PageTitle>Margin</PageTitle>
        <label>
          <span className="pricewright-hidden">Period</span>
          <select value={days} onChange={({ target }) => changeQuery({ days: target.value })}>
            {Object.entries(PERIODS).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      </header>
      <ResourceStatus resource={resource} />
      {isEmpty && (
        <section className="card empty">
          <h2>Nothing was charged yet</h2>
          <p>
            Once usage is charged in credits, or costs are reported, this page says what is left of each plan, model and
            customer.
          </p>
        </section>
      )}
      {report && !isEmpty && (
        <>
          <dl className="figures">
            {(["revenue", "cost", "margin"] as const).map((name) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{formatMoney(report.total[name], report.currency)}</dd>
              </div>
            ))}
            <div>
              <dt>margin of revenue</dt>
              <dd>{report.total.marginPercent === null ? "–" : formatPoints(report.total.marginPercent)}</dd>
            </div>
          </dl>
          <AdviceList advice={report.advice} />
          <Suspense fallback={<div className="card chart-place" />}>
            <MarginChart report={report} />
          </Suspense>
          <MarginLines title="By plan" lines={report.byPlan} currency={report.currency} />
          <MarginLines title="By model" lines={report.byModel} currency={report.currency} />
          <MarginLines title="By customer" lines={report.byCustomer} currency={report.currency} />
          <MarginLines title="By arm" lines={report.byVariant} currency={report.currency} />
        </>
      )}
    </>
  );
}

/** A whole day in universal time, so that the address of the report stays the same while it is looked at. */
function daysAgo(days: number): string {
  const today = Math.floor(Date.now() / DAY) * DAY;
  return new Date(today - (Number.isFinite(days) ? days : 30) * DAY).toISOString();
}
