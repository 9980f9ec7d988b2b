import { describe, expect, it } from "vitest";
import { collectStatistics } from "./collect-statistics.ts";
import { foldUnit } from "./fold-unit.ts";
import { addStatistics, statisticsChange } from "./statistics-change.ts";
import type { ExposureFact, OutcomeFact } from "./unit-record.ts";

const at = (day: number) => Date.UTC(2026, 0, day, 12);
let next = 0;
const unit = (variant: string, weightEpoch: number, day: number, outcomes: readonly OutcomeFact[] = []) => {
  const exposure: ExposureFact = {
    id: `e${next++}`,
    occurredAt: at(day),
    revision: 1,
    weightEpoch,
    variant,
    segments: [],
    checked: true,
    shownMismatch: false,
    slotDrift: false,
  };
  return statisticsChange(
    null,
    foldUnit({ record: null, exposures: [exposure], outcomes, isVariantPrice: () => true }),
  );
};
const sale = (day: number, price: string, revenue: bigint): OutcomeFact => ({
  type: "sale",
  id: `s${price}${day}`,
  occurredAt: at(day) + 1,
  price,
  amount: "0",
  currency: "USD",
  revenue,
});
const variants = [
  { key: "a", prices: [{ price: "a-pro", plan: "pro", amount: 39 }] },
  { key: "b", prices: [{ price: "b-pro", plan: "pro", amount: 59 }] },
];
const collect = (rows: ReturnType<typeof unit>, immatureFrom?: string) =>
  collectStatistics({
    rows: addStatistics(rows),
    variants,
    weightOf: (_, epoch) => epoch,
    weightEpoch: 2,
    minorUnits: 100,
    immatureFrom,
  });

describe("collectStatistics", () => {
  it("gives plans where everybody paid one known price, an entry for each arm and epoch", () => {
    const rows = [...unit("a", 1, 2, [sale(2, "a-pro", 3900n)]), ...unit("a", 1, 3), ...unit("b", 2, 3)];
    expect(
      collect(rows).map(({ key, weightEpoch, weight, visitors, plans }) => [key, weightEpoch, weight, visitors, plans]),
    ).toEqual([
      ["a", 1, 1, 2, [{ id: "pro", amount: 39, count: 1 }]],
      ["b", 1, 1, 0, [{ id: "pro", amount: 59, count: 0 }]],
      ["a", 2, 2, 0, [{ id: "pro", amount: 39, count: 0 }]],
      ["b", 2, 2, 1, [{ id: "pro", amount: 59, count: 0 }]],
    ]);
  });

  it("gives sums in major units where amounts vary, and cost where there is any", () => {
    const cost: OutcomeFact = { type: "cost", id: "c", occurredAt: at(2) + 2, cost: 5n * 10n ** 11n };
    const rows = [
      ...unit("a", 2, 2, [sale(2, "a-pro", 3900n), sale(3, "a-pro", 3900n), cost]),
      ...unit("b", 2, 2, [sale(2, "b-pro", 5900n)]),
    ];
    const [a, b] = collect(rows);
    expect(a).toMatchObject({
      revenue: { sum: 78, sumOfSquares: 6084 },
      cost: { sum: 0.5, sumOfSquares: 0.25, sumOfProductsWithRevenue: 39 },
    });
    expect(a?.plans).toBeUndefined();
    expect(b).toMatchObject({ revenue: { sum: 59, sumOfSquares: 3481 }, cost: { sum: 0 } });
  });

  it("counts a sale that was refunded in full as a purchase of nothing", () => {
    const refund: OutcomeFact = { type: "refund", id: "r", occurredAt: at(5), sale: "sa-pro2", revenue: 3900n };
    const [a] = collect([...unit("a", 2, 2, [sale(2, "a-pro", 3900n), refund])]);
    expect(a).toMatchObject({
      conversions: 1,
      plans: [
        { id: "pro", count: 0 },
        { id: "refunded", amount: 0, count: 1 },
      ],
    });
  });

  it("counts units that are too new apart", () => {
    const [a] = collect([...unit("a", 2, 2, [sale(2, "a-pro", 3900n)]), ...unit("a", 2, 9)], "2026-01-09");
    expect(a).toMatchObject({ visitors: 1, conversions: 1, integrity: { immature: 1, checked: 2 } });
  });
});
