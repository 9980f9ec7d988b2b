import type { LiftSeries } from "./lift-series.ts";

/**
 * The values that a timeline makes room for: zero, every difference, and the bands of the later half of the days. Bands of
 * the first days are as wide as nothing is known, and would make the rest flat; they run out of the picture.
 */
export function liftRange(series: readonly LiftSeries[], days: readonly string[]): readonly [number, number] {
  const late = days[Math.floor(days.length / 2)] ?? "";
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ day, value, interval }) => [value, ...(interval && day >= late ? interval : [])]),
  );
  return [Math.min(0, ...values), Math.max(0, ...values)];
}
