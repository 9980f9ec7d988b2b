import { MarginBreakdown } from "@pricewright/react/charts";

const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 0 });

const months = [
  { key: "2026-01", label: "Jan", revenue: 4200, cost: 1310 },
  { key: "2026-02", label: "Feb", revenue: 5150, cost: 1720 },
  { key: "2026-03", label: "Mar", revenue: 2400, cost: 2950 },
  { key: "2026-04", label: "Apr", revenue: 6300, cost: 1980 },
];

export function Example() {
  return <MarginBreakdown title="Cost and margin by month" series={months} format={dollars.format} />;
}
