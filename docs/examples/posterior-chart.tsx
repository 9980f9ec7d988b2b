import { analyzeExperiment } from "@pricewright/core/statistics";
import { PosteriorChart, posteriorSeriesOf, revenueFormat } from "@pricewright/react/charts";

const report = analyzeExperiment({
  control: "price-39",
  currency: "USD",
  variants: [
    {
      key: "price-39",
      weight: 1,
      visitors: 100_000,
      conversions: 2000,
      plans: [{ id: "license", amount: 39, count: 2000 }],
    },
    {
      key: "price-59",
      weight: 1,
      visitors: 100_000,
      conversions: 1560,
      plans: [{ id: "license", amount: 59, count: 1560 }],
    },
  ],
  startedAt: new Date("2026-03-01"),
  asOf: new Date("2026-04-26"),
});

export function Example() {
  const series = posteriorSeriesOf(report, "revenue-per-visitor");
  return series && <PosteriorChart title="Revenue per visitor" series={series} format={revenueFormat(report)} />;
}
