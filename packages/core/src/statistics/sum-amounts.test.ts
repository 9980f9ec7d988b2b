import { describe, expect, it } from "vitest";
import { analyzeExperiment } from "./analyze-experiment.ts";
import { describeReport } from "./describe-report.ts";
import { sumAmounts } from "./sum-amounts.ts";

const amounts = Array.from({ length: 100 }, (_, index) => index + 1);

describe("sumAmounts", () => {
  it("sums amounts as they are without a cap", () => {
    expect(sumAmounts([[1, 2], [3]])).toEqual([
      { sum: 3, sumOfSquares: 5 },
      { sum: 3, sumOfSquares: 9 },
    ]);
  });

  it("cuts amounts above the cap and says how many", () => {
    expect(sumAmounts([[10, 5000], [20]], { amount: 500 })).toEqual([
      { sum: 510, sumOfSquares: 250_100, capped: { units: 1, amount: 500 } },
      { sum: 20, sumOfSquares: 400, capped: { units: 0, amount: 500 } },
    ]);
  });

  it("takes a percentile over the amounts of all arms that are not 0", () => {
    const zeros = Array.from({ length: 1000 }, () => 0);
    const [first, second] = sumAmounts([amounts.slice(0, 50).concat(zeros), amounts.slice(50)], { percentile: 0.95 });
    expect(first?.capped).toEqual({ units: 0, amount: 95 });
    expect(second?.capped).toEqual({ units: 5, amount: 95 });
    expect(() => sumAmounts([amounts], { percentile: 95 })).toThrow(/0.95|0.99/);
  });

  it("is told in the report", () => {
    const [a, b] = sumAmounts([amounts, amounts], { amount: 99 });
    const report = analyzeExperiment({
      control: "a",
      currency: "USD",
      variants: [
        { key: "a", visitors: 1000, conversions: 100, ...(a ? { revenue: a } : {}) },
        { key: "b", visitors: 1000, conversions: 100, ...(b ? { revenue: b } : {}) },
      ],
    });
    expect(report.model).toEqual({ name: "hurdle", because: "amounts-vary", capped: { units: 2, amount: 99 } });
    expect(describeReport(report)).toContain("The revenue of 2 visitors was above $99.00 and is counted as that.");
  });
});
