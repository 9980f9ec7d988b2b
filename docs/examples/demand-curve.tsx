import { fitDemand } from "@pricewright/core/statistics";
import { DemandCurve } from "@pricewright/react/charts";

const demand = fitDemand(
  [
    { price: 29, visitors: 40_000, conversions: 1010 },
    { price: 39, visitors: 40_000, conversions: 800 },
    { price: 59, visitors: 40_000, conversions: 410 },
  ],
  { curve: true },
);

export function Example() {
  return (
    <DemandCurve
      title="Revenue by price"
      demand={demand}
      format={(price) => `$${price.toFixed(0)}`}
      formatRevenue={(revenue) => `$${revenue.toFixed(2)}`}
    />
  );
}
