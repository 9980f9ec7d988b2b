import { describe, expect, it } from "vitest";
import { solveIncreasing } from "./solve-increasing.ts";

describe("solveIncreasing", () => {
  const bracket = { from: 0, to: 10, scale: 1 };

  it("finds a root with and without a derivative", () => {
    const f = (x: number): number => x ** 3;
    expect(solveIncreasing({ ...bracket, f, derivative: (x) => 3 * x * x, target: 2 })).toBeCloseTo(Math.cbrt(2), 14);
    expect(solveIncreasing({ ...bracket, f, target: 2 })).toBeCloseTo(Math.cbrt(2), 14);
  });

  it("needs few values from a good start and slope", () => {
    let values = 0;
    const f = (x: number): number => {
      values += 1;
      return Math.tanh(x - 4);
    };
    const root = 4 + Math.atanh(0.3);
    expect(solveIncreasing({ ...bracket, f, target: 0.3, start: root + 1e-3, startSlope: 0.9 })).toBeCloseTo(root, 13);
    expect(values).toBeLessThanOrEqual(4);
  });

  it("stays in its bracket where the function is flat, and from a start outside", () => {
    const step = (x: number): number => (x < 7 ? 0 : x > 7.001 ? 1 : (x - 7) * 1000);
    expect(solveIncreasing({ ...bracket, f: step, target: 0.25, start: 3, startSlope: 1e-9 })).toBeCloseTo(7.00025, 12);
    expect(solveIncreasing({ ...bracket, f: (x) => x, target: 9, start: 40 })).toBeCloseTo(9, 14);
  });
});
