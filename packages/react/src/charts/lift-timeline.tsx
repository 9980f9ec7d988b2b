import { type ReactElement, useId } from "react";
import { ChartFigure } from "./chart-figure.tsx";
import { ChartTable } from "./chart-table.tsx";
import { type ChartFormats, chartFormats, type NumberFormat } from "./formats.ts";
import { LiftLine } from "./lift-line.tsx";
import { liftRange } from "./lift-range.ts";
import type { LiftSeries } from "./lift-series.ts";
import { gutterFor, PLOT_TOP, plotArea } from "./plot-area.ts";
import { AXIS_TOP } from "./posterior-layout.ts";
import { ValueAxis } from "./value-axis.tsx";

/** Props of {@link LiftTimeline}. */
export interface LiftTimelineProps {
  /** One entry an arm but the control, each with its days in order. */
  readonly series: readonly LiftSeries[];
  /** Writes values of the axis, the labels and the table. */
  readonly format: NumberFormat;
  /** What the values are, such as `"Difference to the control"`. */
  readonly title: string;
  /**
   * In which language numbers and days are written: a BCP 47 tag.
   *
   * @default "en-US"
   */
  readonly locale?: string | undefined;
}

const PIXELS_PER_DAY = 70;

/**
 * How an arm stands to the control, day by day. The band holds the truth with 95 % confidence on every day at once, so
 * one may look at it at any time: where it leaves zero, the arms differ.
 *
 * @example
 * const points = [
 *   { day: "2026-03-01", value: 0.11, interval: null },
 *   { day: "2026-03-02", value: 0.14, interval: [0.02, 0.26] as const },
 * ];
 * const series = [{ key: "price-59", label: "$59", points }];
 * <LiftTimeline title="Difference to $39" series={series} format={(value) => value.toFixed(2)} />;
 */
export function LiftTimeline({ series, format, title, locale }: LiftTimelineProps): ReactElement {
  const dates = chartFormats(locale);
  const clip = useId();
  const days = [...new Set(series.flatMap(({ points }) => points.map(({ day }) => day)))].sort();
  const range = liftRange(series, days);
  return (
    <ChartFigure
      title={title}
      shows="day by day, with the band that holds at any time"
      description={describe(series, format, dates)}
      draw={(width) => {
        const gutter = gutterFor([...range.map(format)]);
        const area = plotArea({ x: [0, Math.max(1, days.length - 1)], y: range, gutter }, width);
        const every = Math.max(1, Math.ceil(days.length / Math.max(1, Math.floor(width / PIXELS_PER_DAY))));
        return (
          <>
            <ValueAxis area={area} format={format} />
            {days.map(
              (day, index) =>
                index % every === 0 && (
                  <g className="pricewright-tick" key={day}>
                    <text
                      x={area.x(index)}
                      y={AXIS_TOP + 22}
                      textAnchor={index === 0 ? "start" : index === days.length - 1 ? "end" : "middle"}
                    >
                      {dates.day(day)}
                    </text>
                  </g>
                ),
            )}
            <clipPath id={clip}>
              <rect x={0} y={PLOT_TOP} width={width} height={AXIS_TOP - PLOT_TOP} />
            </clipPath>
            <g clipPath={`url(#${clip})`}>
              {series.map((arm, index) => (
                <LiftLine key={arm.key} series={arm} days={days} area={area} index={index + 1} />
              ))}
            </g>
          </>
        );
      }}
      table={
        <ChartTable
          title={title}
          header={["Day", ...series.flatMap(({ label }) => [label, `${label}, band`])]}
          rows={days.map((day) => [
            dates.date(day),
            ...series.flatMap(({ points }) => {
              const point = points.find((each) => each.day === day);
              return [point ? format(point.value) : "–", point?.interval?.map(format).join(" – ") ?? "–"];
            }),
          ])}
        />
      }
    />
  );
}

function describe(series: readonly LiftSeries[], format: NumberFormat, { date }: ChartFormats): string {
  return series
    .map(({ label, points }) => {
      const last = points.at(-1);
      if (!last) return `${label}: no day yet.`;
      const band = last.interval ? `, and surely between ${last.interval.map(format).join(" and ")}` : "";
      return `${label}: ${format(last.value)} on ${date(last.day)}${band}.`;
    })
    .join(" ");
}
