import fc from "fast-check";
import jStat from "jstat";
import { describe, expect, it } from "vitest";
import { normalCdf } from "./normal-cdf.ts";
import { normalQuantile } from "./normal-quantile.ts";

describe("normalCdf", () => {
  it("is what the quantile, which SciPy vouches for, inverts", () => {
    for (const p of [1e-200, 1e-20, 1e-6, 0.025, 0.3, 0.5, 0.8, 0.975, 0.999999]) {
      const z = normalQuantile(p);
      // An error of the quantile counts z times as much here.
      expect(Math.abs(normalCdf(z) / p - 1)).toBeLessThan(1e-14 * (1 + z * z));
    }
  });

  it("agrees with jstat to what jstat can do", () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (z) => {
        expect(normalCdf(z)).toBeCloseTo(jStat.normal.cdf(z, 0, 1), 9);
      }),
    );
  });
});
