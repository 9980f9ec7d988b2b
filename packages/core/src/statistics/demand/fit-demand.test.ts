import { describe, expect, it } from "vitest";
import { describeDemand } from "./describe-demand.ts";
import { fitDemand } from "./fit-demand.ts";

const published = [
  { price: 39, visitors: 202_517, conversions: 4030 },
  { price: 59, visitors: 113_918, conversions: 1772 },
];

describe("fitDemand", () => {
  it("says of the published test that demand is inelastic and the best price above what was tested", () => {
    expect(describeDemand(fitDemand(published), "USD")).toEqual([
      "Demand is inelastic: its elasticity is -0.48 at $39.00, -0.73 at $59.00.",
      "If demand follows a logit curve, which two prices cannot test, the price that earns the most is about $80.63 (80 % interval $70.36 to $94.37), above what was tested with probability 0.999.",
      "Test $73.75 next, which is 25 % outside what was tested.",
    ]);
  });

  it("does not depend on the order of the points or the unit of money", () => {
    const fit = fitDemand(published);
    const turned = fitDemand([...published].reverse());
    const cents = fitDemand(published.map((point) => ({ ...point, price: point.price * 100 })));
    expect(turned.bestPrice.median).toBeCloseTo(fit.bestPrice.median, 6);
    expect(cents.bestPrice.median / 100).toBeCloseTo(fit.bestPrice.median, 6);
  });

  it("raises the best price by what a sale costs", () => {
    expect(fitDemand(published, { unitCost: 10 }).bestPrice.median).toBeGreaterThan(
      fitDemand(published).bestPrice.median,
    );
  });

  it("is finite without sales, with only sales, and with hardly any visitors", () => {
    for (const [visitors, conversions] of [
      [0, 0],
      [1, 0],
      [1000, 0],
      [1000, 1000],
    ] as const) {
      const fit = fitDemand([39, 59].map((price) => ({ price, visitors, conversions })));
      const numbers = [
        fit.intercept,
        fit.slope,
        fit.bestPrice.median,
        ...fit.bestPrice.interval80,
        fit.probabilityBestAbove,
      ];
      expect(numbers.every(Number.isFinite), JSON.stringify({ visitors, conversions, numbers })).toBe(true);
    }
  });

  it("refuses impossible points, all problems at once", () => {
    expect(() => fitDemand([{ price: -1, visitors: 10, conversions: 11 }], { unitCost: Number.NaN })).toThrow(
      expect.objectContaining({
        code: "invalid-demand",
        problems: ["invalid-point", "too-few-prices", "invalid-cost"].map((code) => expect.objectContaining({ code })),
      }),
    );
  });
});
