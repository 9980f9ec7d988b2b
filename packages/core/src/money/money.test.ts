import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyExponent } from "./currency-exponent.ts";
import { toDecimalString } from "./decimal-string.ts";
import { formatExact } from "./format-exact.ts";
import { formatMoney } from "./format-money.ts";
import { parseMoney } from "./parse-money.ts";
import { sumMoney } from "./sum-money.ts";

const currency = fc.constantFrom(...Intl.supportedValuesOf("currency"));

describe("money", () => {
  it("knows the minor units of ISO 4217", () => {
    expect(["JPY", "USD", "KWD", "CLF", "AFN"].map(currencyExponent)).toEqual([0, 2, 3, 4, 2]);
  });

  it("reads what it writes, in every currency", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), currency, (amount, code) => {
        expect(parseMoney(toDecimalString({ amount, currency: code }), code)).toEqual({ amount, currency: code });
      }),
    );
  });

  it("reads amounts exactly", () => {
    expect(parseMoney("499.94", "USD").amount).toBe(49_994n);
    expect(parseMoney("39", "USD").amount).toBe(3900n);
    expect(parseMoney("39.5", "USD").amount).toBe(3950n);
    expect(parseMoney("39.500", "USD").amount).toBe(3950n);
    expect(parseMoney("3900", "JPY").amount).toBe(3900n);
    expect(parseMoney("-0.05", "USD").amount).toBe(-5n);
  });

  it.each([
    ["39,00", "USD"],
    ["1e3", "USD"],
    ["", "USD"],
    [" 39", "USD"],
    ["39.001", "USD"],
    ["39.5", "JPY"],
    ["39", "usd"],
    ["39", "DOLLAR"],
    ["Infinity", "USD"],
  ])("refuses %j %s and says what to give", (decimal, code) => {
    expect(() => parseMoney(decimal, code)).toThrow(
      expect.objectContaining({ code: "invalid-money", message: expect.stringContaining('"39.00"') }),
    );
  });

  it("writes amounts as people of a locale do", () => {
    const dollars = { amount: 3900n, currency: "USD" };
    expect(formatMoney(dollars)).toBe("$39.00");
    expect(formatMoney(dollars, { trimZeros: true })).toBe("$39");
    expect(formatMoney({ amount: 3950n, currency: "USD" }, { trimZeros: true })).toBe("$39.50");
    expect(formatMoney({ amount: 3900n, currency: "JPY" }, { locale: "ja-JP" })).toBe("￥3,900");
    expect(formatMoney({ amount: 3900n, currency: "EUR" }, { locale: "de-DE" })).toBe("39,00\u00a0€");
    expect(formatMoney({ amount: 1500n, currency: "KWD" })).toBe("KWD\u00a01.500");
  });

  it("writes amounts that no float could hold", () => {
    expect(formatMoney({ amount: 123_456_789_012_345_678_901n, currency: "USD" })).toBe(
      "$1,234,567,890,123,456,789.01",
    );
  });

  it("writes amounts below a cent in full when asked", () => {
    expect(formatExact("0.000375", "USD")).toBe("$0.000375");
    expect(formatExact("0.45", "USD")).toBe("$0.45");
    expect(formatExact("-12", "EUR", { locale: "de-DE" })).toBe("-12,00\u00a0€");
    expect(formatExact("0.000000000001", "JPY")).toBe("¥0.000000000001");
    expect(() => formatExact("1e-6", "USD")).toThrow(expect.objectContaining({ code: "invalid-decimal" }));
  });

  it("sums one currency, and never two", () => {
    const [dollars, yen] = [parseMoney("39.00", "USD"), parseMoney("3900", "JPY")];
    expect(sumMoney([dollars, parseMoney("-0.01", "USD")])).toEqual({ amount: 3899n, currency: "USD" });
    expect(() => sumMoney([dollars, yen])).toThrow(
      expect.objectContaining({ code: "mixed-currencies", message: expect.stringMatching(/USD and JPY/) }),
    );
    expect(() => sumMoney([])).toThrow(expect.objectContaining({ code: "invalid-money" }));
  });
});
