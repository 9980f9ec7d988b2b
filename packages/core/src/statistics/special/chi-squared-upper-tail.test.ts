import { readFileSync } from "node:fs";
import fc from "fast-check";
import jStat from "jstat";
import { describe, expect, it } from "vitest";
import { chiSquaredUpperTail } from "./chi-squared-upper-tail.ts";

/** Computed with SciPy. */
const {
  chiSquared,
  accuracy,
}: {
  readonly chiSquared: readonly { readonly x: number; readonly degreesOfFreedom: number; readonly value: number }[];
  readonly accuracy: { readonly chiSquared: { readonly relative: number } };
} = JSON.parse(readFileSync(new URL("../../../reference/statistics.json", import.meta.url), "utf8"));

describe("chiSquaredUpperTail", () => {
  const { relative } = accuracy.chiSquared;

  it.each(chiSquared)("agrees with SciPy at $x, $degreesOfFreedom degrees of freedom", (expected) => {
    const actual = chiSquaredUpperTail(expected.x, expected.degreesOfFreedom);
    expect(Math.abs(actual / expected.value - 1)).toBeLessThanOrEqual(relative);
  });

  it("agrees with jstat to what jstat can do", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 200, noNaN: true }), fc.integer({ min: 1, max: 60 }), (x, freedom) => {
        expect(chiSquaredUpperTail(x, freedom)).toBeCloseTo(1 - jStat.chisquare.cdf(x, freedom), 9);
      }),
    );
  });

  it("tells tails apart where one minus the distribution function is 0", () => {
    expect(1 - jStat.chisquare.cdf(100, 1)).toBeLessThan(1e-15);
    // erfc(sqrt(50)), https://functions.wolfram.com/GammaBetaErf/Erfc/
    expect(chiSquaredUpperTail(100, 1) / 1.523970604832105e-23).toBeCloseTo(1, 12);
    expect(chiSquaredUpperTail(1400, 1)).toBeGreaterThan(0);
  });

  it("is 1 at 0, and falls", () => {
    expect(chiSquaredUpperTail(0, 3)).toBe(1);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 500, noNaN: true }), fc.integer({ min: 1, max: 100 }), (x, freedom) => {
        expect(chiSquaredUpperTail(x + 0.1, freedom)).toBeLessThanOrEqual(chiSquaredUpperTail(x, freedom));
      }),
    );
  });
});
