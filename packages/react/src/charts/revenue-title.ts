import type { ExperimentReport } from "@pricewright/core/statistics";

/**
 * What a report's revenue per visitor is called: it may be by the month.
 *
 * @example
 * revenueTitle(results.report); // "Revenue per visitor"
 */
export function revenueTitle({ revenue }: Pick<ExperimentReport, "revenue">): string {
  return revenue === "monthly-equivalent" ? "Monthly revenue per visitor" : "Revenue per visitor";
}
