import { readFileSync } from "node:fs";
import fc from "fast-check";
import jStat from "jstat";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "./normal-quantile.ts";

/** Computed with SciPy. */
const {
  normal,
  accuracy,
}: {
  readonly normal: readonly { readonly p: number; readonly value: number }[];
  readonly accuracy: { readonly normal: { readonly relative: number } };
} = JSON.parse(readFileSync(new URL("../../../reference/statistics.json", import.meta.url), "utf8"));

describe("normalQuantile", () => {
  const { relative } = accuracy.normal;

  it.each(normal)("agrees with SciPy at $p", ({ p, value }) => {
    expect(Math.abs(normalQuantile(p) / value - 1)).toBeLessThanOrEqual(relative);
  });

  it("agrees with jstat to what jstat can do", () => {
    const inside = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    fc.assert(
      fc.property(inside, (p) => {
        expect(normalQuantile(p)).toBeCloseTo(jStat.normal.inv(p, 0, 1), 8);
      }),
    );
  });

  it("is 0 at one half, and odd about it", () => {
    expect(normalQuantile(0.5)).toBe(0);
    for (const distance of [0.1, 0.25, 0.46875, 0.4990234375]) {
      expect(normalQuantile(0.5 - distance)).toBe(-normalQuantile(0.5 + distance));
    }
  });
});
