import type { ReactElement } from "react";
import { DASHES } from "./dashes.ts";
import { AXIS_TOP, type LabelPlace, type PosteriorLayout } from "./posterior-layout.ts";
import type { PosteriorSeries } from "./posterior-series.ts";

/** Props of {@link PosteriorCurve}. */
export interface PosteriorCurveProps {
  readonly series: PosteriorSeries;
  readonly layout: PosteriorLayout;
  /** Place of the arm in the chart, which gives it its colour and dashes. */
  readonly index: number;
  readonly label: LabelPlace;
  readonly text: string;
}

/** One posterior: its density, its 95 % interval filled, its mean marked, its label over it. */
export function PosteriorCurve({ series, layout, index, label, text }: PosteriorCurveProps): ReactElement {
  const { x, y } = layout;
  const point = ([value, density]: readonly [number, number]) => `${x(value)} ${y(density)}`;
  const line = `M${series.curve.map(point).join("L")}`;
  const [low, high] = series.interval;
  const inside = series.curve.filter(([value]) => value >= low && value <= high);
  const edge = (value: number) => `${x(value)} ${y(densityAt(series.curve, value))}`;
  const filled = `M${x(low)} ${AXIS_TOP}L${[edge(low), ...inside.map(point), edge(high)].join("L")}L${x(high)} ${AXIS_TOP}Z`;
  const mean = x(series.mean);
  const peak = y(densityAt(series.curve, series.mean));
  return (
    <g className="pricewright-arm" data-arm={index % DASHES.length}>
      <path className="pricewright-interval-area" d={filled} />
      <path className="pricewright-density" d={line} strokeDasharray={DASHES[index % DASHES.length]} />
      <path className="pricewright-leader" d={`M${mean} ${peak}V${label.y + 6}`} />
      <path className="pricewright-mean" d={`M${mean} ${AXIS_TOP}V${peak}`} />
      <circle className="pricewright-mean-mark" cx={mean} cy={peak} r={4} />
      <text className="pricewright-label" x={label.x} y={label.y} textAnchor="middle">
        {text}
      </text>
    </g>
  );
}

function densityAt(curve: PosteriorSeries["curve"], value: number): number {
  const after = curve.findIndex(([at]) => at >= value);
  const [right, left] = [curve[after], curve[after - 1]];
  if (!right) return 0;
  if (!left || right[0] === left[0]) return right[1];
  return left[1] + ((value - left[0]) / (right[0] - left[0])) * (right[1] - left[1]);
}
