import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { providerExponent, shareOf, toMajor, toMinor } from "./minor-units.ts";

describe("amounts of providers", () => {
  it("are in the unit that the provider counts in", () => {
    expect([
      providerExponent("stripe", "USD"),
      providerExponent("stripe", "JPY"),
      providerExponent("stripe", "KWD"),
    ]).toEqual([2, 0, 3]);
    // Stripe counts hundredths of it, and nobody else does.
    expect([providerExponent("stripe", "ISK"), providerExponent("lemonsqueezy", "ISK")]).toEqual([2, 0]);
  });

  it.each([
    [5900, 2, "59.00"],
    ["5900.5", 2, "59.005"],
    [5, 2, "0.05"],
    [-1250, 2, "-12.50"],
    [59, 0, "59"],
    ["0.5", 0, "0.5"],
    [59_000, 3, "59.000"],
  ])("of %s with %i decimals are %s", (minor, exponent, major) => {
    expect(toMajor(minor, exponent)).toBe(major);
  });

  it("come back from major units", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 3 }), (minor, exponent) => {
        expect(toMinor(toMajor(minor, exponent), exponent)).toBe(BigInt(minor));
      }),
    );
  });

  it("are shared out so that shares of growing sums add up", () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), fc.integer({ min: 1, max: 1e9 }), (first, second, whole) => {
        const [less, more] = [Math.min(first, second), Math.max(first, second)];
        const part = Math.min(whole, 1000);
        expect(shareOf(less, part, whole)).toBeLessThanOrEqual(shareOf(more, part, whole));
        expect(shareOf(whole, part, whole)).toBe(part);
      }),
    );
  });
});
