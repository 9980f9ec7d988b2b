import type { ReactElement } from "react";
import { ChartFigure } from "./chart-figure.tsx";
import { ChartTable } from "./chart-table.tsx";
import type { NumberFormat } from "./formats.ts";
import { MarginBar } from "./margin-bar.tsx";
import type { MarginSeries } from "./margin-series.ts";
import { gutterFor, plotArea } from "./plot-area.ts";
import { AXIS_TOP } from "./posterior-layout.ts";
import { ValueAxis } from "./value-axis.tsx";

/** Props of {@link MarginBreakdown}. */
export interface MarginBreakdownProps {
  /** One entry a bar, such as a day or a plan, in order. */
  readonly series: readonly MarginSeries[];
  /** Writes values of the axis and the table. */
  readonly format: NumberFormat;
  /** What the picture is of, such as `"Cost and margin by month"`. */
  readonly title: string;
}

const WIDEST = 64;
const PIXELS_PER_LABEL = 64;

/**
 * What revenue is made of: cost, hatched, and the margin on top of it, filled. Where cost is more than revenue, what is
 * lost stands below zero, outlined.
 *
 * @example
 * const series = [{ key: "2026-03", label: "Mar", revenue: 5150, cost: 1720 }];
 * <MarginBreakdown title="Cost and margin" series={series} format={(value) => `$${value}`} />;
 */
export function MarginBreakdown({ series, format, title }: MarginBreakdownProps): ReactElement {
  const highest = Math.max(0, ...series.map(({ revenue }) => revenue));
  const lowest = Math.min(0, ...series.map(({ revenue, cost }) => revenue - cost));
  return (
    <ChartFigure
      title={title}
      shows="cost and margin"
      description={series
        .map(
          ({ label, revenue, cost }) =>
            `${label}: ${format(revenue)} revenue, ${format(cost)} cost, ${format(revenue - cost)} margin.`,
        )
        .join(" ")}
      draw={(width) => {
        const gutter = gutterFor([format(highest), format(lowest)]);
        const area = plotArea({ x: [0, series.length], y: [lowest, highest], gutter }, width);
        const step = area.x(1) - area.x(0);
        const every = Math.max(1, Math.ceil(PIXELS_PER_LABEL / Math.max(step, 1)));
        return (
          <>
            <ValueAxis area={area} format={format} />
            {series.map((bar, index) => (
              <MarginBar
                key={bar.key}
                bar={bar}
                center={area.x(index) + step / 2}
                width={Math.min(WIDEST, step * 0.7)}
                y={area.y}
              />
            ))}
            {series.map(
              ({ key, label }, index) =>
                index % every === 0 && (
                  <g className="pricewright-tick" key={key}>
                    <text x={area.x(index) + step / 2} y={AXIS_TOP + 22} textAnchor="middle">
                      {label}
                    </text>
                  </g>
                ),
            )}
          </>
        );
      }}
      table={
        <ChartTable
          title={title}
          header={["", "Revenue", "Cost", "Margin"]}
          rows={series.map(({ label, revenue, cost }) => [
            label,
            format(revenue),
            format(cost),
            format(revenue - cost),
          ])}
        />
      }
    />
  );
}
