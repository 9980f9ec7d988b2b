import type { ExperimentReport, Metric } from "@pricewright/core/statistics";
import type { PosteriorSeries } from "./posterior-series.ts";

/**
 * The arms of a report as a posterior chart takes them; null where the report does not know the metric.
 *
 * @example
 * const series = posteriorSeriesOf(results.report, "revenue-per-visitor");
 */
export function posteriorSeriesOf({ variants }: ExperimentReport, metric: Metric): readonly PosteriorSeries[] | null {
  const series = variants.flatMap((variant) => {
    const estimate = metric === "conversion" ? variant.conversion : variant.revenuePerVisitor;
    return estimate ? [{ key: variant.key, label: variant.key, ...estimate }] : [];
  });
  return series.length === variants.length ? series : null;
}
