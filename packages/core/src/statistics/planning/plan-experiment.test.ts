import { describe, expect, it } from "vitest";
import { planExperiment } from "./plan-experiment.ts";

describe("planExperiment", () => {
  it("gives the textbook size for 10 % against 12 %", () => {
    // Two-sided 5 %, power 80 %: 3,841 an arm by the formula with pooled and unpooled variance.
    expect(planExperiment({ baseline: 0.1, prices: [39, 39], visitorsPerDay: 1000, minimumEffect: 0.2 })).toMatchObject(
      {
        visitorsPerArm: 3841,
        days: 14,
      },
    );
  });

  it("plans for the change at which both prices earn the same", () => {
    const plan = planExperiment({ baseline: 0.02, prices: [39, 59], visitorsPerDay: 300 });
    expect(plan.effect).toBeCloseTo(39 / 59 - 1, 12);
    expect(plan.days).toBe(Math.ceil((2 * plan.visitorsPerArm) / 300));
    expect(plan.costOfTesting).toBeCloseTo(0, 6);
  });

  it.each([
    [{ baseline: 0 }],
    [{ baseline: 0.9, minimumEffect: 0.5 }],
    [{ visitorsPerDay: 0 }],
    [{ minimumEffect: 0 }],
    [{ power: 1 }],
    [{ prices: [39, 39] as const }],
  ])("refuses %j", (changed) => {
    expect(() => planExperiment({ baseline: 0.02, prices: [39, 59], visitorsPerDay: 300, ...changed })).toThrow(
      expect.objectContaining({ code: "invalid-plan" }),
    );
  });
});
