import { describe, expect, it } from "vitest";
import { mergePanels } from "../quadrature/integrate.ts";
import { betaPosterior } from "./beta-posterior.ts";
import { planMixPosterior } from "./plan-mix-posterior.ts";
import type { Posterior } from "./posterior.ts";
import { sumPosterior } from "./sum-posterior.ts";

/** Distribution function of a sum by another route: the mean of one's distribution function over the other. */
function cdfOfSum(a: Posterior, b: Posterior, x: number): number {
  let probability = 0;
  const fine = Array.from({ length: 2001 }, (_, index) => a.quantile(0.001 + (0.998 * index) / 2000));
  a.visitMass(
    mergePanels(
      a.panels,
      fine,
      b.panels.map((value) => x - value),
    ),
    (value, mass) => {
      probability += mass * b.cdf(x - value);
    },
  );
  return probability;
}

describe("sumPosterior", () => {
  it("leaves a single part of weight 1 as it is", () => {
    const posterior = betaPosterior(3, 4);
    expect(sumPosterior([{ posterior, weight: 1 }])).toBe(posterior);
  });

  it("adds two uniform parts to the trapezoid that they make", () => {
    const uniform = betaPosterior(1, 1);
    const sum = sumPosterior([
      { posterior: uniform, weight: 0.25 },
      { posterior: uniform, weight: 0.75 },
    ]);
    expect(sum.cdf(0.25)).toBeCloseTo(0.25 / 2 / 0.75, 11);
    expect(sum.cdf(0.5)).toBeCloseTo(0.5, 12);
    expect(sum.cdf(0.75)).toBeCloseTo(1 - 0.25 / 2 / 0.75, 11);
  });

  it("adds the means and the variances, and agrees with the integral of one distribution over the other", () => {
    const parts = [
      { posterior: betaPosterior(41, 1960), weight: 0.3 },
      { posterior: betaPosterior(23, 540), weight: 0.6 },
      { posterior: betaPosterior(8, 120), weight: 0.1 },
    ];
    const sum = sumPosterior(parts);
    expect(sum.mean).toBeCloseTo(
      parts.reduce((total, { posterior, weight }) => total + weight * posterior.mean, 0),
      14,
    );
    let [mass, mean] = [0, 0];
    sum.visitMass(sum.panels, (value, weight) => {
      mass += weight;
      mean += weight * value;
    });
    expect(mass).toBeCloseTo(1, 11);
    expect(mean).toBeCloseTo(sum.mean, 11);
    const [first, second, third] = parts.map((part) => sumPosterior([part])) as [Posterior, Posterior, Posterior];
    const two = sumPosterior(parts.slice(0, 2));
    for (const x of [0.02, 0.03, 0.035, 0.05]) expect(two.cdf(x)).toBeCloseTo(cdfOfSum(first, second, x), 12);
    for (const x of [0.03, 0.04, 0.06]) expect(sum.cdf(x)).toBeCloseTo(cdfOfSum(two, third, x), 12);
  });

  it("adds money that may be negative", () => {
    const margin = planMixPosterior([
      { amount: 0, alpha: 900 },
      { amount: -4, alpha: 40 },
      { amount: 9, alpha: 30 },
    ]);
    const sum = sumPosterior([
      { posterior: margin, weight: 0.5 },
      { posterior: margin, weight: 0.5 },
    ]);
    expect(sum.variance).toBeCloseTo(margin.variance / 2, 14);
    expect(sum.cdf(sum.quantile(0.1))).toBeCloseTo(0.1, 10);
  });
});
