import { describe, expect, it } from "vitest";
import { describeDemand } from "./describe-demand.ts";
import { fitDemand } from "./fit-demand.ts";

const published = [
  { price: 39, visitors: 202_517, conversions: 4030 },
  { price: 59, visitors: 113_918, conversions: 1772 },
];
const four = [
  { price: 19, visitors: 1200, conversions: 96 },
  { price: 29, visitors: 1180, conversions: 78 },
  { price: 39, visitors: 1230, conversions: 66 },
  { price: 59, visitors: 1195, conversions: 41 },
];

/** Every number in a value, however deep. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return value && typeof value === "object" ? Object.values(value).flatMap(numbersIn) : [];
}

/** Cells of a fine grid in intercept and slope, with their posterior probability. */
function gridOf(points: typeof four): { a: number; b: number; mass: number }[] {
  const meanPrice = points.reduce((sum, { price }) => sum + price, 0) / points.length;
  const cells = Array.from({ length: 100 * 2000 }, (_, index) => {
    const b = 2.2 * ((Math.floor(index / 100) + 0.5) / 2000);
    const a = b - 2.9 + 1.2 * (((index % 100) + 0.5) / 100 - 0.5);
    const log = points.reduce(
      (sum, { price, visitors, conversions }) => {
        const eta = a - (b * price) / meanPrice;
        return sum + conversions * eta - visitors * Math.log1p(Math.exp(eta));
      },
      -(a * a + b * b) / 50,
    );
    return { a, b, log };
  });
  const top = cells.reduce((most, { log }) => Math.max(most, log), -Infinity);
  const total = cells.reduce((sum, { log }) => sum + Math.exp(log - top), 0);
  return cells.map(({ a, b, log }) => ({ a, b, mass: Math.exp(log - top) / total }));
}

describe("fitDemand", () => {
  it("says of the published test that demand is inelastic and the best price above what was tested", () => {
    expect(describeDemand(fitDemand(published), "USD")).toEqual([
      "Demand is inelastic: its elasticity is -0.48 at $39.00, -0.73 at $59.00.",
      "If demand follows a logit curve, which two prices cannot test, the price that earns the most is about $80.63 (80 % interval $70.36 to $94.37), above what was tested with probability 0.999.",
      "Other curves put that price elsewhere: a linear one at $65.30, an exponential one at $81.20.",
      "Test $73.75 next, which is the limit, 25 % above what was tested.",
    ]);
  });

  it("agrees with a fine grid on means and bands, at tested prices and beyond", () => {
    const grid = gridOf(four);
    const fit = fitDemand(four, { curve: true });
    for (const at of [fit.atTestedPrices[0], fit.atTestedPrices[3], fit.curve.at(-1)]) {
      const x = (at?.price ?? Number.NaN) / 36.5;
      const conversion = (a: number, b: number) => 1 / (1 + Math.exp(b * x - a));
      const elasticity = (a: number, b: number) => -b * x * (1 - conversion(a, b));
      for (const [estimate, f] of [
        [at?.conversion, conversion],
        [at?.elasticity, elasticity],
      ] as const) {
        const [low, high] = estimate?.interval ?? [0, 0];
        const sum = (value: (a: number, b: number) => number) =>
          grid.reduce((total, { a, b, mass }) => total + mass * value(a, b), 0);
        expect((estimate?.mean ?? 0) / sum(f)).toBeCloseTo(1, 5);
        expect(sum((a, b) => Number(f(a, b) < low))).toBeCloseTo(0.025, 3);
        expect(sum((a, b) => Number(f(a, b) > high))).toBeCloseTo(0.025, 3);
      }
    }
  });

  it("draws the curve from 25 % below to the best price's interval, and computes none unasked", () => {
    expect(fitDemand(published).curve).toEqual([]);
    const { curve, bestPrice } = fitDemand(published, { curve: true });
    expect(curve).toHaveLength(41);
    expect(curve[0]?.price).toBeCloseTo(29.25, 9);
    expect(curve.at(-1)?.price).toBeCloseTo(bestPrice.interval80[1], 9);
    for (const { conversion, elasticity, revenuePerVisitor } of curve) {
      for (const { mean, interval } of [conversion, elasticity, revenuePerVisitor]) {
        expect(interval[0]).toBeLessThan(mean);
        expect(interval[1]).toBeGreaterThan(mean);
      }
    }
  });

  it("turns the margin's interval round below cost", () => {
    const [low] = fitDemand(published, { unitCost: 45 }).atTestedPrices;
    expect(low?.marginPerVisitor.mean).toBeCloseTo(-6 * (low?.conversion.mean ?? 0), 12);
    expect(low?.marginPerVisitor.interval[0]).toBeLessThan(low?.marginPerVisitor.interval[1] ?? -1);
  });

  it("says how well three or more prices fit the curve, with other curves beside it", () => {
    const fit = fitDemand(four);
    expect(fit.goodnessOfFit).toMatchObject({ degreesOfFreedom: 2 });
    expect(fit.goodnessOfFit?.pValue).toBeGreaterThan(0.9);
    expect(fit.alternatives.map(({ curve }) => curve)).toEqual(["linear", "exponential"]);
    expect(fit.alternatives.every(({ deviance }) => deviance > 0)).toBe(true);
    expect(describeDemand(fit, "USD")[1]).toContain("which the tested prices do not speak against (p = 0.9");
    const kinked = four.map((point, index) => ({ ...point, conversions: [96, 94, 92, 10][index] as number }));
    expect(describeDemand(fitDemand(kinked), "USD")[1]).toContain("which fits the tested prices badly (p");
  });

  it("does not depend on the order of the points, their splitting, or the unit of money", () => {
    const fit = fitDemand(published);
    const turned = fitDemand([...published].reverse());
    const split = fitDemand([
      ...published.map((point) => ({ ...point, visitors: point.visitors - 1000, conversions: point.conversions - 10 })),
      ...published.map(({ price }) => ({ price, visitors: 1000, conversions: 10 })),
    ]);
    const cents = fitDemand(published.map((point) => ({ ...point, price: point.price * 100 })));
    expect(turned).toEqual(fit);
    expect(split).toEqual(fit);
    expect(cents.bestPrice.median / 100).toBeCloseTo(fit.bestPrice.median, 6);
  });

  it("raises the best price by what a sale costs", () => {
    expect(fitDemand(published, { unitCost: 10 }).bestPrice.median).toBeGreaterThan(
      fitDemand(published).bestPrice.median,
    );
  });

  it("is finite without sales, with only sales, with hardly any visitors, and with very many", () => {
    for (const [visitors, conversions] of [
      [0, 0],
      [1, 0],
      [1000, 0],
      [1000, 1000],
      [100_000_000, 2_000_000],
      [100_000_000, 100_000_000],
    ] as const) {
      const fit = fitDemand(
        [39, 59].map((price) => ({ price, visitors, conversions })),
        { unitCost: 5 },
      );
      const numbers = numbersIn(fit);
      expect(numbers.length).toBeGreaterThan(30);
      expect(numbers.every(Number.isFinite), JSON.stringify({ visitors, conversions, fit })).toBe(true);
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
