import type { MarginResponse } from "@pricewright/core/api";
import { MarginBreakdown } from "@pricewright/react/charts";
import type { ReactElement } from "react";
import { ChartActions } from "../charts/chart-actions.tsx";
import { formatMoney } from "../numbers/format-numbers.ts";
import { READER_FORMATS } from "../results/reader-formats.ts";
import { daysOf } from "./days-of.ts";

/** Props of {@link MarginChart}. */
export interface MarginChartProps {
  readonly report: MarginResponse;
}

/** Cost and margin day by day. */
export function MarginChart({ report }: MarginChartProps): ReactElement {
  const days = daysOf(report);
  const rows = days.map(({ key, revenue, cost }) => [key, String(revenue), String(cost), String(revenue - cost)]);
  return (
    <ChartActions name="margin" header={["day", "revenue", "cost", "margin"]} rows={rows}>
      <MarginBreakdown
        title="Cost and margin by day"
        series={days.map((day) => ({ ...day, label: READER_FORMATS.day(day.key) }))}
        format={(value) => formatMoney(value.toFixed(2), report.currency)}
      />
    </ChartActions>
  );
}
