import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addRatios, compareRatios, divide, multiplyRatios, parseDecimal } from "./ratio.ts";
import { formatCredits, formatPico, parseCredits, parsePico } from "./scaled-decimal.ts";

describe("exact decimals", () => {
  it("reads what is written, and nothing else", () => {
    expect(parseDecimal("-1.25")).toEqual({ numerator: -125n, denominator: 100n });
    for (const text of ["", "1e3", "1,5", ".5", "0x1", 0.5])
      expect(() => parseDecimal(text as string)).toThrow(expect.objectContaining({ code: "invalid-decimal" }));
  });

  it("rounds away from 0, or half to even", () => {
    expect([5n, 7n, -5n, -7n, 8n].map((value) => divide(value, 2n, "half-even"))).toEqual([2n, 4n, -2n, -4n, 4n]);
    expect([1n, 4n, -1n].map((value) => divide(value, 4n, "up"))).toEqual([1n, 1n, -1n]);
    expect(divide(10n, 4n, "half-even")).toBe(2n);
    expect(divide(11n, 4n, "half-even")).toBe(3n);
  });

  it("rounds to the nearest by no more than a half, whatever the signs", () => {
    const whole = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    const divisor = whole.filter((value) => value !== 0n);
    fc.assert(
      fc.property(whole, divisor, (top, bottom) => {
        const magnitude = (value: bigint) => (value < 0n ? -value : value);
        expect(magnitude(divide(top, bottom, "half-even") * bottom - top) * 2n).toBeLessThanOrEqual(magnitude(bottom));
        const up = divide(top, bottom, "up");
        expect(magnitude(up * bottom)).toBeGreaterThanOrEqual(magnitude(top));
        expect(magnitude(up * bottom - top)).toBeLessThan(magnitude(bottom));
      }),
    );
  });

  it("adds, multiplies and compares exactly", () => {
    const [third, tenth] = [{ numerator: 1n, denominator: 3n }, parseDecimal("0.1")];
    expect(compareRatios(addRatios(third, tenth), { numerator: 13n, denominator: 30n })).toBe(0);
    expect(compareRatios(multiplyRatios(third, tenth), { numerator: 1n, denominator: 31n })).toBe(1);
  });

  it("writes pico-units and micro-credits as it reads them", () => {
    expect(parsePico("0.45")).toBe(450_000_000_000n);
    expect(formatPico(-450_000_000_000n)).toBe("-0.45");
    expect(formatCredits(12_500_000n)).toBe("12.5");
    expect(() => parsePico("0.0000000000001")).toThrow(/more than 12 decimals/);
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (value) => {
        expect(parsePico(formatPico(value))).toBe(value);
        expect(parseCredits(formatCredits(value))).toBe(value);
      }),
    );
  });
});
