import { describe, expect, it } from "vitest";
import { cornishFisher } from "./cornish-fisher.ts";
import { normalQuantile } from "./normal-quantile.ts";

describe("cornishFisher", () => {
  it("leaves a normal distribution as it is", () => {
    expect(cornishFisher(1.96, { skewness: 0, excess: 0 })).toEqual([1.96, 1]);
  });

  it("comes near the quantiles of a chi-squared number with 100 degrees of freedom", () => {
    const [skewness, excess] = [Math.sqrt(8 / 100), 12 / 100];
    // https://www.itl.nist.gov/div898/handbook/eda/section3/eda3674.htm
    for (const [p, value] of [
      [0.025, 74.222],
      [0.975, 129.561],
    ] as const) {
      const [standardized] = cornishFisher(normalQuantile(p), { skewness, excess });
      expect(100 + Math.sqrt(200) * standardized).toBeCloseTo(value, 1);
    }
  });

  it("has the slope of its quantile", () => {
    const shape = { skewness: 0.3, excess: 0.2 };
    const rise = cornishFisher(1.51, shape)[0] - cornishFisher(1.49, shape)[0];
    expect(cornishFisher(1.5, shape)[1]).toBeCloseTo(rise / 0.02, 4);
  });
});
