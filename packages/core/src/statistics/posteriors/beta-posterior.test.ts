import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaPosterior } from "./beta-posterior.ts";

describe("betaPosterior", () => {
  it("has the closed form of Beta(1, 1) and Beta(n, 1)", () => {
    const uniform = betaPosterior(1, 1);
    const power = betaPosterior(26, 1);
    for (const x of [0.001, 0.1, 0.25, 0.5, 0.9, 0.999]) {
      expect(uniform.cdf(x)).toBeCloseTo(x, 14);
      expect(uniform.quantile(x)).toBeCloseTo(x, 14);
      expect(power.cdf(x)).toBeCloseTo(x ** 26, 14);
      expect(power.density(x)).toBeCloseTo(26 * x ** 25, 11);
    }
  });

  it("has the closed form of Beta(1/2, 1/2), whose density has poles at both ends", () => {
    const arcsine = betaPosterior(0.5, 0.5);
    for (const x of [1e-6, 0.01, 0.3, 0.5, 0.99])
      expect(arcsine.cdf(x)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 12);
  });

  it("agrees with the binomial sum for whole parameters", () => {
    // P(Beta(a, b) <= x) is the probability of at least a successes in a + b - 1 trials.
    const [a, b, x] = [7, 19, 0.31];
    const trials = a + b - 1;
    let choose = 1;
    let sum = 0;
    for (let successes = 0; successes <= trials; successes++) {
      if (successes >= a) sum += choose * x ** successes * (1 - x) ** (trials - successes);
      choose = (choose * (trials - successes)) / (successes + 1);
    }
    expect(betaPosterior(a, b).cdf(x)).toBeCloseTo(sum, 13);
  });

  it("inverts its distribution function, from no data to a hundred million visitors", () => {
    const parameter = fc.oneof(
      fc.double({ min: 0.05, max: 50, noNaN: true }),
      fc.double({ min: 50, max: 1e8, noNaN: true }),
    );
    fc.assert(
      fc.property(parameter, parameter, fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (alpha, beta, p) => {
        const posterior = betaPosterior(alpha, beta);
        const x = posterior.quantile(p);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(1);
        // How much probability lies between neighbouring doubles bounds what any x can reach.
        const resolution = posterior.density(x) * x * Number.EPSILON;
        if (x > 1e-300 && x < 1) expect(Math.abs(posterior.cdf(x) - p)).toBeLessThan(1e-11 + 4 * resolution);
      }),
      { numRuns: 300 },
    );
  });

  it("mirrors when its parameters are swapped", () => {
    for (const [alpha, beta] of [
      [3, 500],
      [0.5, 7],
      [1, 1e6],
    ] as const) {
      const posterior = betaPosterior(alpha, beta);
      const mirrored = betaPosterior(beta, alpha);
      for (const p of [0.025, 0.5, 0.975]) {
        const x = posterior.quantile(p);
        expect(mirrored.cdf(1 - x)).toBeCloseTo(1 - p, 9);
      }
    }
  });
});
