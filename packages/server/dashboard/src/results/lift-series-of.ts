import type { TimelineDay } from "@pricewright/core/api";
import type { ExperimentReport } from "@pricewright/core/statistics";
import type { LiftSeries } from "@pricewright/react/charts";

/** A timeline as a chart takes it: each arm against the control, on days that were about the report's metric. */
export function liftSeriesOf(
  days: readonly TimelineDay[],
  { control, metric, variants }: Pick<ExperimentReport, "control" | "metric" | "variants">,
): readonly LiftSeries[] {
  const like = days.filter((day) => day.metric === metric);
  return variants
    .filter(({ key }) => key !== control)
    .map(({ key }) => ({
      key,
      label: key,
      points: like.flatMap(({ day, variants: arms }) => {
        const arm = arms.find((each) => each.key === key);
        return arm && arm.difference !== null ? [{ day, value: arm.difference, interval: arm.anytimeValid }] : [];
      }),
    }))
    .filter(({ points }) => points.length > 0);
}
