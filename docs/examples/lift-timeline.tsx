import { confidenceSequence, type UnitSums } from "@pricewright/core/statistics";
import { LiftTimeline } from "@pricewright/react/charts";

const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

// Visitors and sales of each arm up to the end of each day.
const days = [
  { day: "2026-03-02", control: [1510, 28], dearer: [1490, 24] },
  { day: "2026-03-05", control: [6020, 118], dearer: [5980, 96] },
  { day: "2026-03-09", control: [14_050, 281], dearer: [13_950, 219] },
  { day: "2026-03-14", control: [30_100, 604], dearer: [29_900, 467] },
  { day: "2026-03-20", control: [60_200, 1203], dearer: [59_800, 934] },
] as const;

const sold = ([count, sales]: readonly [number, number], price: number): UnitSums => ({
  count,
  sum: sales * price,
  sumOfSquares: sales * price ** 2,
});

const points = days.map(({ day, control, dearer }) => {
  const compared = confidenceSequence(sold(control, 39), sold(dearer, 59));
  return { day, value: compared?.difference ?? 0, interval: compared?.interval ?? null };
});

export function Example() {
  return (
    <LiftTimeline
      title="Revenue per visitor, difference to $39"
      series={[{ key: "price-59", label: "$59", points }]}
      format={dollars.format}
    />
  );
}
