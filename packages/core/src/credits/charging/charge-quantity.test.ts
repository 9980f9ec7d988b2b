import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePico } from "../../money/scaled-decimal.ts";
import type { ChargeModel } from "./charge-model.ts";
import { chargeQuantity } from "./charge-quantity.ts";
import { findChargeModelProblems } from "./find-charge-model-problems.ts";
import { invoiceAmount } from "./invoice-amount.ts";

const tiers = [
  { upTo: "10", perUnit: "10", flat: "2" },
  { upTo: "20", perUnit: "5", flat: "3" },
  { perUnit: "5", flat: "3" },
];

describe("chargeQuantity", () => {
  it.each([
    [0, "2"],
    [1, "12"],
    [10, "102"],
    [11, "110"],
    [12, "115"],
    [20, "155"],
    [21, "163"],
  ])("grades %i units to %s", (quantity, amount) => {
    expect(chargeQuantity({ type: "graduated", tiers }, quantity).amount).toBe(amount);
  });

  it.each([
    [0, "2"],
    [10, "102"],
    ["10.5", "55.5"],
    [20, "103"],
    [21, "108"],
  ])("prices a volume of %s at %s", (quantity, amount) => {
    expect(chargeQuantity({ type: "volume", tiers }, quantity).amount).toBe(amount);
  });

  it.each<[ChargeModel, string, string]>([
    [{ type: "per-unit", perUnit: "0.15", flat: "1" }, "2.5", "1.375"],
    [{ type: "per-unit", perUnit: "0.15", freeUnits: "2" }, "2.5", "0.075"],
    [{ type: "per-unit", perUnit: "0.15", flat: "1", freeUnits: "5" }, "2.5", "1"],
    [{ type: "package", size: "1000", perPackage: "5" }, "0", "0"],
    [{ type: "package", size: "1000", perPackage: "5" }, "1000", "5"],
    [{ type: "package", size: "1000", perPackage: "5" }, "1000.01", "10"],
    [{ type: "package", size: "0.5", perPackage: "5", flat: "1" }, "1.2", "16"],
    [{ type: "percentage", percent: "2.9", flat: "0.3" }, "19.99", "0.87971"],
    [{ type: "percentage", percent: "2.9", minimum: "0.5" }, "1", "0.5"],
    [{ type: "percentage", percent: "2.9", maximum: "5" }, "1000", "5"],
    [{ type: "graduated", tiers, freeUnits: "1" }, "11", "102"],
    [{ type: "graduated", tiers }, "10.5", "107.5"],
  ])("prices by %j: %s comes to %s", (model, quantity, amount) => {
    expect(chargeQuantity(model, quantity).amount).toBe(amount);
  });

  it("shows its parts and which limit decided", () => {
    const charge = chargeQuantity({ type: "graduated", tiers, freeUnits: "1", maximum: "100" }, 12);
    expect(charge).toEqual({
      quantity: "12",
      billable: "11",
      parts: [
        { upTo: "10", quantity: "10", rate: "10", flat: "2", amount: "102" },
        { upTo: "20", quantity: "1", rate: "5", flat: "3", amount: "8" },
      ],
      limit: "maximum",
      exact: "100",
      amount: "100",
    });
  });

  it("keeps every digit until the one rounding", () => {
    const { exact, amount } = chargeQuantity({ type: "per-unit", perUnit: "0.0000000000001" }, "14999999999.9");
    expect([exact, amount]).toEqual(["0.00149999999999", "0.0015"]);
    const tiny = chargeQuantity({ type: "per-unit", perUnit: "0.0149999999999999" }, 1);
    expect([tiny.amount, invoiceAmount(tiny.exact, "USD").amount]).toEqual(["0.015", 1n]);
  });

  it("says everything that is wrong with a model", () => {
    const codes = (model: ChargeModel) =>
      findChargeModelProblems(model).map(({ path, code }) => [path.join("."), code]);
    expect(codes({ type: "graduated", tiers })).toEqual([]);
    expect(codes({ type: "volume", tiers: [] })).toEqual([["tiers", "no-tiers"]]);
    expect(codes({ type: "package", size: "0", perPackage: "x", minimum: "2", maximum: "1" })).toEqual([
      ["perPackage", "invalid-decimal"],
      ["minimum", "minimum-above-maximum"],
      ["size", "empty-package"],
    ]);
    const broken = [{ upTo: "5", perUnit: "-1" }, { perUnit: "1" }, { upTo: "5", perUnit: "1", flat: "1,5" }];
    expect(codes({ type: "graduated", tiers: broken, freeUnits: "-2" })).toEqual([
      ["freeUnits", "below-zero"],
      ["tiers.0.perUnit", "below-zero"],
      ["tiers.1.upTo", "open-tier"],
      ["tiers.2.flat", "invalid-decimal"],
      ["tiers.2.upTo", "open-tier"],
      ["tiers.2.upTo", "tiers-out-of-order"],
    ]);
    expect(() => chargeQuantity({ type: "volume", tiers: [] }, 1)).toThrow(
      expect.objectContaining({ code: "invalid-charge-model" }),
    );
  });

  it("never charges less for more, nor less than nothing, except where a volume reaches a cheaper tier", () => {
    const decimal = fc.integer({ min: 0, max: 1_000_000 }).map((units) => `${units / 1000}`);
    const model = fc.oneof(
      fc.record({ type: fc.constant("per-unit" as const), perUnit: decimal, flat: decimal, freeUnits: decimal }),
      fc.record({ type: fc.constant("package" as const), size: fc.constant("7.5"), perPackage: decimal }),
      fc.record({ type: fc.constant("percentage" as const), percent: decimal, minimum: decimal }),
      fc.tuple(decimal, decimal, decimal).map(
        ([a, b, c]): ChargeModel => ({
          type: "graduated",
          tiers: [
            { upTo: "100", perUnit: a, flat: b },
            { upTo: "200.5", perUnit: c },
            { perUnit: b, flat: a },
          ],
        }),
      ),
    );
    fc.assert(
      fc.property(model, decimal, decimal, (model, first, second) => {
        const [less, more] = Number(first) < Number(second) ? [first, second] : [second, first];
        const [low, high] = [less, more].map((quantity) => parsePico(chargeQuantity(model, quantity).amount));
        expect(low).toBeGreaterThanOrEqual(0n);
        expect(high).toBeGreaterThanOrEqual(low ?? 0n);
      }),
    );
  });
});
