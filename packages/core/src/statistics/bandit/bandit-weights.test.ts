import { describe, expect, it } from "vitest";
import { compareAll } from "../compare-all.ts";
import { betaPosterior } from "../posteriors/beta-posterior.ts";
import { banditWeights } from "./bandit-weights.ts";

const posteriors = [betaPosterior(11, 91), betaPosterior(16, 86), betaPosterior(13, 89)];
const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + weight, 0);

describe("banditWeights", () => {
  it("are the probabilities of being best", () => {
    const best = compareAll(posteriors).map(({ probabilityBest }) => probabilityBest);
    for (const [arm, weight] of banditWeights(posteriors).entries())
      expect(weight).toBeCloseTo(best[arm] as number, 12);
  });

  it("keep every arm alive with a floor, and sum to 1", () => {
    const weights = banditWeights([betaPosterior(1, 1e6), betaPosterior(1e6, 1)], { floor: 0.05 });
    expect(weights[0]).toBeCloseTo(0.05, 9);
    expect(sum(weights)).toBeCloseTo(1, 12);
  });

  it("give rivals their part with top-two sampling", () => {
    const plain = banditWeights(posteriors);
    const topTwo = banditWeights(posteriors, { topTwo: 0.5 });
    expect(sum(topTwo)).toBeCloseTo(1, 12);
    expect(Math.max(...topTwo)).toBeLessThan(Math.max(...plain));
  });

  it("refuse a floor that leaves nothing to share", () => {
    expect(() => banditWeights(posteriors, { floor: 0.5 })).toThrow(
      expect.objectContaining({ code: "invalid-bandit" }),
    );
  });
});
