import type { MarginResponse } from "@pricewright/core/api";

/** One day of a margin report. */
export interface MarginDay {
  /** Such as `"2026-03-01"`. */
  readonly key: string;
  readonly revenue: number;
  readonly cost: number;
}

/** The days of a margin report, whatever the sources of their money, in order. */
export function daysOf({ byDay }: Pick<MarginResponse, "byDay">): readonly MarginDay[] {
  const days = Map.groupBy(byDay, ({ key }) => key ?? "");
  return [...days].map(([key, lines]) => ({
    key,
    revenue: lines.reduce((sum, { revenue }) => sum + Number(revenue), 0),
    cost: lines.reduce((sum, { cost }) => sum + Number(cost), 0),
  }));
}
