import { describe, expect, it } from "vitest";
import { betaPosterior } from "./beta-posterior.ts";
import { roughCumulants } from "./cumulants.ts";

describe("roughCumulants", () => {
  it("come near those of a Beta distribution", () => {
    const [alpha, beta] = [101, 901];
    const n = alpha + beta;
    const { mean, variance, third, fourth } = roughCumulants(betaPosterior(alpha, beta), (x) => x);
    const skewness = (2 * (beta - alpha) * Math.sqrt(n + 1)) / ((n + 2) * Math.sqrt(alpha * beta));
    const excess = (6 * ((alpha - beta) ** 2 * (n + 1) - alpha * beta * (n + 2))) / (alpha * beta * (n + 2) * (n + 3));
    expect(mean).toBeCloseTo(alpha / n, 10);
    expect(variance / ((alpha * beta) / (n * n * (n + 1)))).toBeCloseTo(1, 6);
    expect(third / variance ** 1.5 / skewness).toBeCloseTo(1, 4);
    expect(fourth / variance ** 2 / excess).toBeCloseTo(1, 3);
  });

  it("leave out values that the function does not take", () => {
    const { mean } = roughCumulants(betaPosterior(50, 50), (x) => (x > 0.5 ? x : Number.NaN));
    expect(mean).toBeGreaterThan(0.5);
  });
});
