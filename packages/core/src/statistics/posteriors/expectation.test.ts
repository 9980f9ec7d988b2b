import { describe, expect, it } from "vitest";
import { betaPosterior } from "./beta-posterior.ts";
import { expectation } from "./expectation.ts";
import { scaledPosterior } from "./scaled-posterior.ts";
import { studentPosterior } from "./student-posterior.ts";

const never = (): readonly number[] => {
  throw new Error("Even steps do for a smooth function.");
};

describe("expectation", () => {
  it("has the moments of a posterior, scaled or not, by even steps alone", () => {
    for (const posterior of [
      betaPosterior(501, 9501),
      scaledPosterior(betaPosterior(15, 537), 39),
      studentPosterior({ location: 3, scale: 0.1, degreesOfFreedom: 30 }),
    ]) {
      const { mean, variance } = posterior;
      expect(expectation(posterior, () => 1, { panels: never })).toBeCloseTo(1, 12);
      expect(expectation(posterior, (x) => x, { panels: never })).toBeCloseTo(mean, 12);
      expect(expectation(posterior, (x) => (x - mean) ** 2 / variance, { panels: never })).toBeCloseTo(1, 11);
    }
  });

  it("finds by panels what even steps cannot settle", () => {
    // A uniform number's mean excess over 0.3 is 0.7^2 / 2.
    const excess = (x: number): number => Math.max(0, x - 0.3);
    let asked = 0;
    const uniform = betaPosterior(1, 1);
    const panels = () => {
      asked += 1;
      return [...uniform.panels.filter((x) => x < 0.3), 0.3, ...uniform.panels.filter((x) => x > 0.3)];
    };
    expect(expectation(uniform, excess, { panels })).toBeCloseTo(0.245, 12);
    expect(asked).toBe(1);
  });

  it("goes on halving where no panels are given", () => {
    const narrow = (x: number): number => Math.exp(-(((x - 0.05) / 0.0002) ** 2) / 2);
    const posterior = betaPosterior(501, 9501);
    // The density is flat over so narrow a bell, but for its curvature.
    const near = posterior.density(0.05) * 0.0002 * Math.sqrt(2 * Math.PI);
    expect(expectation(posterior, narrow, {}) / near).toBeCloseTo(1, 2);
  });
});
