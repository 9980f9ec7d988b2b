import type { ReactElement } from "react";
import { ChartFigure } from "./chart-figure.tsx";
import { ChartTable } from "./chart-table.tsx";
import type { NumberFormat } from "./formats.ts";
import { PosteriorCurve } from "./posterior-curve.tsx";
import { AXIS_TOP, type LabelPlace, posteriorLayout } from "./posterior-layout.ts";
import type { PosteriorSeries } from "./posterior-series.ts";

/** Props of {@link PosteriorChart}. */
export interface PosteriorChartProps {
  /** One entry an arm, the control first. */
  readonly series: readonly PosteriorSeries[];
  /** Writes values of the axis, the labels and the table. */
  readonly format: NumberFormat;
  /** What the values are, such as `"Revenue per visitor"`. */
  readonly title: string;
}

/**
 * What is known of each arm, as densities on one axis: the more a curve lies to the right, the higher the value; the
 * narrower it is, the surer. Filled parts hold 95 % of the probability. The same numbers stand in a table below.
 *
 * @example
 * const series = posteriorSeriesOf(results.report, "conversion") ?? [];
 * <PosteriorChart title="Conversion" series={series} format={formatShare} />;
 */
export function PosteriorChart({ series, format, title }: PosteriorChartProps): ReactElement {
  const texts = series.map(({ label, mean }) => `${label}  ${format(mean)}`);
  return (
    <ChartFigure
      title={title}
      shows="what is known of each arm"
      description={describe(series, format)}
      draw={(width) => {
        const layout = posteriorLayout(series, texts, width);
        return (
          <>
            <path className="pricewright-axis" d={`M0 ${AXIS_TOP}H${width}`} />
            {layout.ticks.map((tick) => (
              <g className="pricewright-tick" key={tick}>
                <path d={`M${layout.x(tick)} ${AXIS_TOP}v6`} />
                <text x={tickPlace(layout.x(tick), format(tick), width)} y={AXIS_TOP + 22} textAnchor="middle">
                  {format(tick)}
                </text>
              </g>
            ))}
            {series.map((arm, index) => (
              <PosteriorCurve
                key={arm.key}
                series={arm}
                layout={layout}
                index={index}
                label={layout.labels[index] as LabelPlace}
                text={texts[index] as string}
              />
            ))}
          </>
        );
      }}
      table={
        <ChartTable
          title={title}
          header={["Arm", "Mean", "95 % interval"]}
          rows={series.map(({ label, mean, interval }) => [label, format(mean), interval.map(format).join(" – ")])}
        />
      }
    />
  );
}

function tickPlace(center: number, text: string, width: number): number {
  const half = text.length * 3.6;
  return Math.round(Math.min(Math.max(center, half), width - half) * 10) / 10;
}

function describe(series: readonly PosteriorSeries[], format: NumberFormat): string {
  return series
    .map(({ label, mean, interval }) => {
      const [low, high] = interval.map(format);
      return `${label}: ${format(mean)} on average, with 95 % probability between ${low} and ${high}.`;
    })
    .join(" ");
}
