import { describe, expect, it } from "vitest";
import { addStatistics } from "./statistics-change.ts";
import type { SaleFact } from "./unit-record.ts";
import { findUnseenSale, unseenSaleChange } from "./unseen-sale.ts";

const day = (number: number) => Date.UTC(2026, 0, number, 12);
const quoted = { variant: "a", revision: 2, weightEpoch: 1 };
const sale = (changed: Partial<SaleFact> = {}): SaleFact => ({
  type: "sale",
  id: "s",
  occurredAt: day(3),
  price: "price-a",
  amount: "39.00",
  currency: "USD",
  revenue: 3900n,
  quoted,
  ...changed,
});
const unseen = { ...quoted, day: "2026-01-03" };

describe("findUnseenSale", () => {
  it("is the first purchase on a quote that no exposure precedes", () => {
    const later = sale({ id: "r", occurredAt: day(4), quoted: { ...quoted, variant: "b" } });
    expect(findUnseenSale([later, sale()], null)).toEqual(unseen);
    expect(findUnseenSale([sale(), later], { firstExposedAt: day(3) + 1 })).toEqual(unseen);
  });

  it("is none without a quote, and none once the exposure came before", () => {
    expect(findUnseenSale([sale({ quoted: null })], null)).toBeNull();
    expect(findUnseenSale([sale()], { firstExposedAt: day(3) })).toBeNull();
  });
});

describe("unseenSaleChange", () => {
  it("counts a unit in its arm, moves it, and takes it back", () => {
    expect(unseenSaleChange(null, unseen)).toMatchObject([{ ...unseen, segment: "", soldUnseen: 1, visitors: 0 }]);
    const moved = { ...unseen, day: "2026-01-02" };
    expect(unseenSaleChange(unseen, moved).map(({ day: on, soldUnseen }) => [on, soldUnseen])).toEqual([
      ["2026-01-02", 1],
      ["2026-01-03", -1],
    ]);
    expect(
      addStatistics([
        ...unseenSaleChange(null, unseen),
        ...unseenSaleChange(unseen, moved),
        ...unseenSaleChange(moved, null),
      ]),
    ).toEqual([]);
  });
});
