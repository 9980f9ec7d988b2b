import { describe, expect, it } from "vitest";
import { planExperiment } from "./plan-experiment.ts";

const TESTS = 2000;

/** Marsaglia's xorshift32, seeded, so that a failure can be looked at. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** How often the two-sided test of two proportions at 5 % finds a difference between arms of these truths. */
function shareFound(visitors: number, [first, second]: readonly [number, number], random: () => number): number {
  const draw = (truth: number) => {
    let conversions = 0;
    for (let visitor = 0; visitor < visitors; visitor++) if (random() < truth) conversions += 1;
    return conversions / visitors;
  };
  let found = 0;
  for (let test = 0; test < TESTS; test++) {
    const [a, b] = [draw(first), draw(second)];
    const pooled = (a + b) / 2;
    if (Math.abs(a - b) / Math.sqrt((2 * pooled * (1 - pooled)) / visitors) > 1.959963985) found += 1;
  }
  return found / TESTS;
}

describe("planExperiment, tried on simulated tests", () => {
  it.each([
    { baseline: 0.05, minimumEffect: -0.25, power: 0.8 },
    { baseline: 0.2, minimumEffect: 0.15, power: 0.9 },
    { baseline: 0.03, minimumEffect: "break-even" as const, power: 0.8 },
  ])("promises $power for $minimumEffect of $baseline, and keeps it", ({ baseline, minimumEffect, power }) => {
    const plan = planExperiment({ baseline, prices: [39, 59], visitorsPerDay: 1000, minimumEffect, power });
    const found = shareFound(plan.visitorsPerArm, [baseline, baseline * (1 + plan.effect)], generator(20_260_301));
    // Four standard errors of the simulation.
    expect(Math.abs(found - power)).toBeLessThan(4 * Math.sqrt((power * (1 - power)) / TESTS));
  });

  it("finds what is not there in 5 % of tests", () => {
    const { visitorsPerArm } = planExperiment({
      baseline: 0.05,
      prices: [39, 59],
      visitorsPerDay: 1000,
      minimumEffect: -0.25,
    });
    const found = shareFound(visitorsPerArm, [0.05, 0.05], generator(7));
    expect(Math.abs(found - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / TESTS));
  });
});
