import { type ReactElement, useId, useRef } from "react";
import type { NumberFormat } from "./formats.ts";
import { PosteriorCurve } from "./posterior-curve.tsx";
import { AXIS_TOP, CHART_HEIGHT, type LabelPlace, posteriorLayout } from "./posterior-layout.ts";
import type { PosteriorSeries } from "./posterior-series.ts";
import { PosteriorTable } from "./posterior-table.tsx";
import { useElementWidth } from "./use-element-width.ts";

/** Props of {@link PosteriorChart}. */
export interface PosteriorChartProps {
  /** One entry an arm, the control first. */
  readonly series: readonly PosteriorSeries[];
  /** Writes values of the axis, the labels and the table. */
  readonly format: NumberFormat;
  /** What the values are, such as `"Revenue per visitor"`. */
  readonly title: string;
}

const WIDTH_BEFORE_MEASURED = 640;

/**
 * What is known of each arm, as densities on one axis: the more a curve lies to the right, the higher the value; the
 * narrower it is, the surer. Filled parts hold 95 % of the probability. The same numbers stand in a table below.
 */
export function PosteriorChart({ series, format, title }: PosteriorChartProps): ReactElement {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const width = useElementWidth(frame, WIDTH_BEFORE_MEASURED);
  const texts = series.map(({ label, mean }) => `${label}  ${format(mean)}`);
  const layout = posteriorLayout(series, texts, width);
  return (
    <figure className="pricewright pricewright-chart">
      <figcaption className="pricewright-chart-title">{title}</figcaption>
      <div className="pricewright-chart-frame" ref={frame}>
        <svg
          viewBox={`0 0 ${width} ${CHART_HEIGHT}`}
          role="img"
          aria-labelledby={`${id}title`}
          aria-describedby={`${id}description`}
        >
          <title id={`${id}title`}>{`${title}: what is known of each arm`}</title>
          <desc id={`${id}description`}>{describe(series, format)}</desc>
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
        </svg>
      </div>
      <PosteriorTable series={series} format={format} title={title} />
    </figure>
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
