import type { ReactElement } from "react";
import type { NumberFormat } from "./formats.ts";
import type { PlotArea } from "./plot-area.ts";

/** Props of {@link ValueAxis}. */
export interface ValueAxisProps {
  readonly area: PlotArea;
  readonly format: NumberFormat;
}

/** The vertical axis: a line across for each round value, and stronger where it is zero. */
export function ValueAxis({ area: { yTicks, y, left, right }, format }: ValueAxisProps): ReactElement {
  return (
    <>
      {yTicks.map((tick) => (
        <g className="pricewright-tick" key={tick} data-zero={tick === 0 || undefined}>
          <path d={`M${left} ${y(tick)}H${right}`} />
          <text x={left - 8} y={y(tick) + 4} textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
    </>
  );
}
