import type { DemandFit } from "@pricewright/core/statistics";
import type { ReactElement } from "react";
import type { PlotArea } from "./plot-area.ts";
import { AXIS_TOP } from "./posterior-layout.ts";

/** Props of {@link DemandMarks}. */
export interface DemandMarksProps {
  readonly demand: DemandFit;
  readonly area: PlotArea;
  /** Text at the best price. */
  readonly label: string;
}

const TOP = 22;

/** The curve with its band, the tested prices, and the best one with where it may lie. */
export function DemandMarks({ demand, area: { x, y, left, right }, label }: DemandMarksProps): ReactElement {
  const { curve, atTestedPrices, bestPrice } = demand;
  const inside = (value: number) => Math.min(Math.max(x(value), left), right);
  const [low, high] = bestPrice.interval80.map(inside) as [number, number];
  const best = inside(bestPrice.median);
  const upper = curve.map(({ price, revenuePerVisitor }) => `${x(price)} ${y(revenuePerVisitor.interval[1])}`);
  const lower = curve
    .map(({ price, revenuePerVisitor }) => `${x(price)} ${y(revenuePerVisitor.interval[0])}`)
    .reverse();
  const line = curve.map(({ price, revenuePerVisitor }) => `${x(price)} ${y(revenuePerVisitor.mean)}`);
  return (
    <g className="pricewright-arm" data-arm={1}>
      <rect
        className="pricewright-best-range"
        x={low}
        y={TOP}
        width={Math.max(1, high - low)}
        height={AXIS_TOP - TOP}
      />
      {curve.length > 1 && (
        <>
          <path className="pricewright-interval-area" d={`M${[...upper, ...lower].join("L")}Z`} />
          <path className="pricewright-density" d={`M${line.join("L")}`} />
        </>
      )}
      <path className="pricewright-best" d={`M${best} ${TOP}V${AXIS_TOP}`} strokeDasharray="4 4" />
      <text
        className="pricewright-label"
        x={best}
        y={TOP - 6}
        textAnchor={best > right - 60 ? "end" : best < left + 60 ? "start" : "middle"}
      >
        {label}
      </text>
      {atTestedPrices.map(({ price, revenuePerVisitor: { mean, interval } }) => (
        <g key={price}>
          <path className="pricewright-mean" d={`M${x(price)} ${y(interval[0])}V${y(interval[1])}`} />
          <circle className="pricewright-mean-mark" cx={x(price)} cy={y(mean)} r={5} />
        </g>
      ))}
    </g>
  );
}
