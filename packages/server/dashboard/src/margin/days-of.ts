import type { MarginResponse } from "@pricewright/core/api";

/** One day as a chart draws it. */
export interface MarginDay {
  readonly key: string;
  readonly label: string;
  readonly revenue: number;
  readonly cost: number;
}

/** The days of a margin report, whatever the sources of their money, in order. */
export function daysOf({ byDay }: Pick<MarginResponse, "byDay">): readonly MarginDay[] {
  const days = Map.groupBy(byDay, ({ key }) => key ?? "");
  return [...days].map(([key, lines]) => ({
    key,
    label: key,
    revenue: lines.reduce((sum, { revenue }) => sum + Number(revenue), 0),
    cost: lines.reduce((sum, { cost }) => sum + Number(cost), 0),
  }));
}
