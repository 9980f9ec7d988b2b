import type { ExperimentReport } from "@pricewright/core/statistics";

const COLUMNS = [
  "variant",
  "visitors",
  "conversions",
  "arrivals",
  "conversion",
  "revenue_per_visitor",
  "margin_per_visitor",
  "probability_best",
  "expected_loss",
  "difference",
  "difference_low",
  "difference_high",
  "relative_lift",
  "currency",
  "revenue_basis",
] as const;

/** A report's table as CSV, a line for each variant. */
export function toCsv({ variants, currency, revenue }: ExperimentReport): string {
  const lines = variants.map(({ key, versusControl, ...variant }) =>
    [
      key,
      variant.visitors,
      variant.conversions,
      variant.arrivals,
      variant.conversion.mean,
      variant.revenuePerVisitor?.mean,
      variant.marginPerVisitor?.mean,
      variant.probabilityBest,
      variant.expectedLoss,
      versusControl?.difference,
      versusControl?.differenceInterval[0],
      versusControl?.differenceInterval[1],
      versusControl?.relativeLift,
      currency,
      revenue,
    ]
      .map((value) => value ?? "")
      .join(","),
  );
  return `${[COLUMNS.join(","), ...lines].join("\n")}\n`;
}
