import { expect, it } from "vitest";
import { chiSquaredTail } from "./chi-squared-tail.ts";

it("agrees with the closed forms of even degrees and with tables of odd ones", () => {
  for (const value of [0.001, 1, 5, 30]) {
    expect(chiSquaredTail(value, 2)).toBeCloseTo(Math.exp(-value / 2), 12);
    expect(chiSquaredTail(value, 4)).toBeCloseTo(Math.exp(-value / 2) * (1 + value / 2), 12);
  }
  expect(chiSquaredTail(3.841458820694124, 1)).toBeCloseTo(0.05, 12);
  expect(chiSquaredTail(7.814727903251179, 3)).toBeCloseTo(0.05, 12);
  expect(chiSquaredTail(0, 1)).toBe(1);
});
