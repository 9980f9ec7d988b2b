import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prorate } from "./prorate.ts";

const usd = (amount: bigint) => ({ amount, currency: "USD" });
const january = { periodStart: "2026-01-01", periodEnd: "2026-02-01" };
const left = { from: "2026-01-15", to: "2026-02-01" };

describe("prorate", () => {
  it("upgrades from 10 to 20 with 17 of 31 days left for 5.48", () => {
    const parts = [
      { amount: usd(-1000n), ...left },
      { amount: usd(2000n), ...left },
    ];
    expect(prorate({ ...january, parts })).toEqual(usd(548n));
  });

  it("rounds once, half way to the even minor unit", () => {
    const day = (amount: bigint) => ({ amount: usd(amount), from: "2026-01-01", to: "2026-01-02" });
    const twoDays = { periodStart: "2026-01-01", periodEnd: "2026-01-03" };
    expect([1n, 3n, 5n].map((amount) => prorate({ ...twoDays, parts: [day(amount)] }).amount)).toEqual([0n, 2n, 2n]);
    expect(prorate({ ...twoDays, parts: [day(1n), day(1n)] }).amount).toBe(1n);
  });

  it("comes to the whole price, however the period is split", () => {
    const start = Date.parse("2026-01-01T00:00:00Z");
    const length = 31 * 24 * 3600;
    const seconds = fc.array(fc.integer({ min: 0, max: length }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), seconds, (amount, cuts) => {
        const points = [0, ...cuts.sort((a, b) => a - b), length].map((second) => new Date(start + second * 1000));
        const parts = points.slice(1).map((to, index) => ({ amount: usd(amount), from: points[index] ?? to, to }));
        expect(prorate({ ...january, parts })).toEqual(usd(amount));
      }),
    );
  });

  it.each([
    ["invalid-proration", []],
    ["invalid-proration", [{ amount: usd(1n), from: "2025-12-31", to: "2026-01-02" }]],
    ["invalid-proration", [{ amount: usd(1n), from: "2026-01-03", to: "2026-01-02" }]],
    [
      "mixed-currencies",
      [
        { amount: usd(1n), ...left },
        { amount: { amount: 1n, currency: "EUR" }, ...left },
      ],
    ],
    ["invalid-time", [{ amount: usd(1n), from: "yesterday", to: "2026-01-02" }]],
  ])("refuses with %s parts that make no sense", (code, parts) => {
    expect(() => prorate({ ...january, parts })).toThrow(expect.objectContaining({ code }));
  });
});
