import { describe, expect, it } from "vitest";
import type { PlanCount, VariantStatistics } from "../variant-statistics.ts";
import { demandPointsOf, findDemandGap } from "./demand-points-of.ts";

const arm = (key: string, amount: number, more: Partial<PlanCount> = {}): VariantStatistics => ({
  key,
  visitors: 100,
  conversions: 10,
  plans: [{ id: "pro", amount, count: 10, ...more }],
});

describe("demandPointsOf", () => {
  it("adds up the weight epochs of each arm", () => {
    const epochs = [1, 2].flatMap((weightEpoch) => [
      { ...arm("a", 39), weightEpoch },
      { ...arm("b", 59), weightEpoch },
    ]);
    expect(demandPointsOf(epochs)).toEqual({
      points: [
        { price: 39, visitors: 200, conversions: 20 },
        { price: 59, visitors: 200, conversions: 20 },
      ],
    });
  });

  it("tells the unit cost where every arm reports the same", () => {
    expect(demandPointsOf([arm("a", 39, { unitCost: 4 }), arm("b", 59, { unitCost: 4 })])).toMatchObject({
      unitCost: 4,
    });
    expect(demandPointsOf([arm("a", 39, { unitCost: 4 }), arm("b", 59, { unitCost: 5 })])).not.toHaveProperty(
      "unitCost",
    );
    expect(demandPointsOf([arm("a", 39, { unitCost: 4 }), arm("b", 59)])).not.toHaveProperty("unitCost");
  });

  it("finds none where the arms are not prices of one plan", () => {
    const { plans: _, ...unknown } = arm("b", 59);
    for (const other of [
      unknown,
      arm("b", 39),
      arm("b", 0),
      arm("b", 59, { id: "team" }),
      arm("b", 59, { count: 9 }),
      { ...arm("b", 59), plans: [59, 69].map((amount) => ({ id: "pro", amount, count: 5 })) },
    ])
      expect(demandPointsOf([arm("a", 39), other])).toBeNull();
    expect(demandPointsOf([])).toBeNull();
  });

  it("says why there is none", () => {
    const { plans: _, ...amountless } = arm("c", 79);
    expect(
      [
        [arm("a", 39), arm("b", 59)],
        [arm("a", 39), arm("b", 39)],
        [arm("a", 39), arm("b", 59, { id: "team" })],
        [arm("a", 39), amountless],
      ].map(findDemandGap),
    ).toEqual([null, "too-few-prices", "different-plans", "several-prices-in-an-arm"]);
  });
});
