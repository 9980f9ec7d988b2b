import { describe, expect, it } from "vitest";
import { fitCurves } from "./fit-curves.ts";

const published = [
  { price: 39, visitors: 202_517, conversions: 4030 },
  { price: 59, visitors: 113_918, conversions: 1772 },
];

describe("fitCurves", () => {
  it("goes exactly through two points", () => {
    const [linear, exponential] = fitCurves(published, 0);
    const [low, high] = [4030 / 202_517, 1772 / 113_918];
    const fall = (low - high) / 20;
    expect(linear?.bestPrice).toBeCloseTo((low + 39 * fall) / fall / 2, 5);
    expect(linear?.bestPrice?.toFixed(1)).toBe("65.3");
    expect(exponential?.bestPrice).toBeCloseTo(20 / Math.log(low / high), 5);
    expect(exponential?.bestPrice?.toFixed(1)).toBe("81.2");
    expect(linear?.deviance).toBeLessThan(1e-8);
    expect(exponential?.deviance).toBeLessThan(1e-8);
  });

  it("raises the best price by half the cost on a line, by all of it on an exponential", () => {
    const best = (unitCost: number) => fitCurves(published, unitCost).map(({ bestPrice }) => bestPrice ?? Number.NaN);
    const [without, including] = [best(0), best(10)];
    expect((including[0] as number) - (without[0] as number)).toBeCloseTo(5, 9);
    expect((including[1] as number) - (without[1] as number)).toBeCloseTo(10, 9);
  });

  it("fits points that lie on a curve of its shape, and the other one worse", () => {
    const line = [10, 20, 30].map((price) => ({ price, visitors: 10_000, conversions: 3000 - 80 * price }));
    const [linear, exponential] = fitCurves(line, 0);
    expect(linear?.deviance).toBeLessThan(1e-8);
    expect(linear?.bestPrice).toBeCloseTo(18.75, 4);
    expect(exponential?.deviance).toBeGreaterThan(10);
  });

  it("names no best price where nothing was sold or sales do not fall", () => {
    const flat = (conversions: readonly number[]) =>
      conversions.map((count, index) => ({ price: 10 + index, visitors: 1000, conversions: count }));
    for (const counts of [
      [0, 0],
      [10, 12],
      [1000, 1000],
    ])
      expect(fitCurves(flat(counts), 0).map(({ bestPrice }) => bestPrice)).toEqual([null, null]);
    expect(fitCurves(flat([10, 0]), 0)[1]?.bestPrice).toBeNull();
  });
});
