import { describe, expect, it } from "vitest";
import { analyzeExperiment } from "../statistics/analyze-experiment.ts";
import type { VariantStatistics } from "../statistics/variant-statistics.ts";
import { adjustmentsSince, describeAdjustments } from "./adjustments.ts";

const arm = (key: string, visitors: number, conversions: number, amount = 50): VariantStatistics => ({
  key,
  visitors,
  conversions,
  plans: [{ id: "pro", amount, count: conversions }],
});
const report = (...variants: VariantStatistics[]) =>
  analyzeExperiment({ control: "a", currency: "USD", metric: "conversion", variants });
const kept = report(arm("a", 1000, 50), arm("b", 1000, 40));

describe("adjustmentsSince", () => {
  it("is empty where nothing has changed", () => {
    expect(adjustmentsSince(kept, JSON.parse(JSON.stringify(kept)))).toEqual([]);
  });

  it("is what the numbers are now less what they were, for arms that have changed", () => {
    const adjustments = adjustmentsSince(kept, report(arm("a", 1000, 50), arm("b", 1010, 39)));
    expect(adjustments).toEqual([
      {
        key: "b",
        arrivals: 10,
        visitors: 10,
        immature: 0,
        conversions: -1,
        revenuePerVisitor: expect.closeTo((39 * 50) / 1010 - (40 * 50) / 1000, 12),
      },
    ]);
    expect(describeAdjustments(adjustments, "USD")).toEqual([
      'Since the conclusion "b" has changed by +10 arrivals, +10 visitors, -1 conversion, -$0.0693 per visitor.',
    ]);
  });

  it("tells no revenue where a report has none, and is told by what else has changed", () => {
    const { plans: _, ...without } = arm("b", 1000, 41);
    const now = report(arm("a", 1000, 50), without);
    expect(now.variants[1]?.observed.revenuePerVisitor).toBeNull();
    expect(adjustmentsSince(kept, now)).toMatchObject([{ key: "b", conversions: 1, revenuePerVisitor: null }]);
  });
});
