import { type ReactElement, useId } from "react";
import type { MarginSeries } from "./margin-series.ts";

/** Props of {@link MarginBar}. */
export interface MarginBarProps {
  readonly bar: MarginSeries;
  readonly center: number;
  readonly width: number;
  /** Place of a value on the vertical axis. */
  readonly y: (value: number) => number;
}

/** Cost, hatched, under margin, filled; a loss under zero, outlined. */
export function MarginBar({ bar: { revenue, cost }, center, width, y }: MarginBarProps): ReactElement {
  const hatch = useId();
  const left = center - width / 2;
  const covered = Math.min(Math.max(cost, 0), Math.max(revenue, 0));
  const box = (from: number, to: number) => ({ x: left, width, y: y(to), height: Math.max(0, y(from) - y(to)) });
  return (
    <g>
      <pattern id={hatch} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path className="pricewright-hatch" d="M0 0V6" />
      </pattern>
      <rect className="pricewright-cost" {...box(0, covered)} fill={`url(#${hatch})`} />
      {revenue > cost && <rect className="pricewright-margin" {...box(covered, revenue)} />}
      {cost > revenue && <rect className="pricewright-loss" {...box(revenue - cost, 0)} />}
    </g>
  );
}
