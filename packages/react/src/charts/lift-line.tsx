import type { ReactElement } from "react";
import { DASHES } from "./dashes.ts";
import type { LiftSeries } from "./lift-series.ts";
import type { PlotArea } from "./plot-area.ts";

/** Props of {@link LiftLine}. */
export interface LiftLineProps {
  readonly series: LiftSeries;
  /** Every day of the chart, in order. */
  readonly days: readonly string[];
  readonly area: PlotArea;
  /** Place of the arm in the experiment, which gives it its colour and dashes. */
  readonly index: number;
}

/** One arm of a timeline: its band, its line, and its name at the end. */
export function LiftLine({
  series: { label, points },
  days,
  area: { x, y, right },
  index,
}: LiftLineProps): ReactElement {
  const place = (day: string) => x(days.indexOf(day));
  const banded = points.flatMap(({ day, interval }) =>
    interval ? [{ day, low: interval[0], high: interval[1] }] : [],
  );
  const upper = banded.map(({ day, high }) => `${place(day)} ${y(high)}`);
  const lower = banded.map(({ day, low }) => `${place(day)} ${y(low)}`).reverse();
  const line = points.map(({ day, value }) => `${place(day)} ${y(value)}`);
  const last = points.at(-1);
  return (
    <g className="pricewright-arm" data-arm={index % DASHES.length}>
      {banded.length > 1 && <path className="pricewright-interval-area" d={`M${[...upper, ...lower].join("L")}Z`} />}
      {line.length > 0 && (
        <path
          className="pricewright-density"
          d={`M${line.join("L")}`}
          strokeDasharray={DASHES[index % DASHES.length]}
        />
      )}
      {last && (
        <>
          <circle className="pricewright-mean-mark" cx={place(last.day)} cy={y(last.value)} r={4} />
          <text className="pricewright-label" x={right} y={y(last.value) - 10} textAnchor="end">
            {label}
          </text>
        </>
      )}
    </g>
  );
}
