import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { betaPosterior } from "./beta-posterior.ts";
import { hurdlePosterior } from "./hurdle-posterior.ts";
import type { StudentParameters } from "./student-posterior.ts";

/** Computed with SciPy. */
const {
  hurdleTails,
  accuracy,
}: {
  readonly hurdleTails: readonly (StudentParameters & {
    readonly alpha: number;
    readonly beta: number;
    readonly cdf: readonly { readonly x: number; readonly value: number }[];
  })[];
  readonly accuracy: { readonly hurdleTails: { readonly absolute: number } };
} = JSON.parse(readFileSync(new URL("../../../reference/statistics.json", import.meta.url), "utf8"));

describe("hurdlePosterior", () => {
  it.each(hurdleTails)("is exact with $alpha - 1 buyers at $location +- $scale, below 0 too", (expected) => {
    const posterior = hurdlePosterior(betaPosterior(expected.alpha, expected.beta), expected);
    for (const { x, value } of expected.cdf) {
      expect(Math.abs(posterior.cdf(x) - value), `at ${x}`).toBeLessThanOrEqual(accuracy.hurdleTails.absolute);
    }
  });

  it("has the mean and the variance of a product", () => {
    const conversion = betaPosterior(40, 960);
    const posterior = hurdlePosterior(conversion, { location: 30, scale: 2, degreesOfFreedom: 38 });
    const amountVariance = (4 * 38) / 36;
    const second = (conversion.variance + conversion.mean ** 2) * (amountVariance + 900);
    expect(posterior.mean).toBeCloseTo(1.2, 12);
    expect(posterior.variance).toBeCloseTo(second - 1.44, 12);
  });
});
